package io.ampwire.system;

import io.ampwire.bench.ProcessCost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a bridge holds at one moment.
 *
 * @param heap in use right after a full collection, MB
 * @param rss resident memory, MB
 * @param online chargers that answer
 * @param lateness of polls, the 99th percentile of the last minutes, ms
 */
record Footprint(
    double heap, long rss, int threads, long descriptors, int online, double lateness) {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  static Footprint of(BridgeProcess bridge) {
    jcmd(bridge, "GC.run");
    ProcessCost process = ProcessCost.of(bridge.pid());
    return new Footprint(
        heapKilobytes(jcmd(bridge, "GC.heap_info")) / 1024.0,
        process.rssKilobytes() / 1024,
        process.threads(),
        descriptors(bridge.pid()),
        (int) bridge.metric("ampwire_chargers_online"),
        1000 * bridge.metric("ampwire_poll_lateness_seconds{quantile=\"0.99\"}"));
  }

  private static long heapKilobytes(List<String> report) {
    long sum = 0;
    for (String line : report) {
      Matcher used = USED.matcher(line);
      if (line.matches(".*(heap|generation).*") && used.find()) {
        sum += Long.parseLong(used.group(1));
      }
    }
    return sum;
  }

  private static List<String> jcmd(BridgeProcess bridge, String command) {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    List<String> call = List.of(JCMD.toString(), Long.toString(bridge.pid()), command);
    try (Child child = new Child(Path.of("."), call, lines::add)) {
      child.exitCode(Duration.ofSeconds(60));
    }
    return lines;
  }

  private static long descriptors(long pid) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "heap %.1f MB, rss %d MB, %d threads, %d descriptors, %d online, lateness p99 %.1f ms",
        heap,
        rss,
        threads,
        descriptors,
        online,
        lateness);
  }
}
