package io.ampwire.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process cost so far, as Linux counts it.
 *
 * @param cpuMicros user and system time of all its threads
 * @param rssKilobytes memory resident now
 * @param threads running now
 */
public record ProcessCost(long cpuMicros, long rssKilobytes, int threads) {
  /** Clock ticks of /proc are hundredths of a second on every Linux that Java runs on. */
  private static final long TICK_MICROS = 10_000;

  public static ProcessCost of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]);
      return new ProcessCost(
          ticks * TICK_MICROS, status(pid, "VmRSS:"), (int) status(pid, "Threads:"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long status(long pid, String key) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }
}
