package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.faults.Stalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Everything one test runs beside itself: made here and ended here, in the opposite order. The
 * bridges' logs are printed when the test fails.
 */
final class Rig implements AfterEachCallback {
  private static final Duration HELD_UP = Duration.ofSeconds(2);
  private static final Pattern MILLIS = Pattern.compile("has been blocked for (\\d+) ms");

  private final long begun = System.nanoTime();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Deque<Path> folders = new ArrayDeque<>();

  Rig() {
    Stalls.begin();
  }

  <T extends AutoCloseable> T keep(T started) {
    open.push(started);
    return started;
  }

  /** A broker that is not started yet. */
  Mosquitto broker() {
    return keep(new Mosquitto(folder()));
  }

  /** A broker with an access list that is not started yet. */
  Mosquitto broker(String acl) {
    return keep(new Mosquitto(folder(), acl));
  }

  /** A second kind of broker that is not started yet. */
  Artemis artemis(boolean persistent) {
    return keep(new Artemis(folder(), persistent));
  }

  /** A bridge to that broker that is not started yet. */
  BridgeProcess bridge(RealBroker broker) {
    return bridge().set("ampwire.mqtt.url", broker.url());
  }

  /** A bridge that is not started yet and knows nothing. */
  BridgeProcess bridge() {
    return keep(new BridgeProcess(folder()));
  }

  /** A Node-RED that runs, without flows yet. */
  NodeRed nodeRed() {
    return keep(new NodeRed(folder()));
  }

  /** A Home Assistant that is not started yet. */
  HomeAssistant homeAssistant() {
    return keep(new HomeAssistant(folder()));
  }

  Subscriber subscribe(RealBroker broker, String... filters) {
    return keep(new Subscriber(broker.port(), filters));
  }

  private Path folder() {
    try {
      Path folder = Files.createTempDirectory("ampwire-it");
      folders.push(folder);
      return folder;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    end(context.getExecutionException().isPresent(), context.getDisplayName());
  }

  /** Ends everything, where a test uses one rig after the other. */
  void end(boolean failed, String name) throws Exception {
    List<String> blocked = new ArrayList<>();
    for (AutoCloseable started : open) {
      started.close();
      if (started instanceof BridgeProcess bridge) {
        blocked.addAll(bridge.blocked());
      }
      if (failed && started instanceof BridgeProcess bridge) {
        System.out.println("--- " + name + ", log of the bridge:");
        System.out.println(bridge.log());
      }
      if (failed && started instanceof OtherProgram program) {
        System.out.println("--- " + name + ", log of the other program:");
        System.out.println(program.log());
      }
    }
    open.clear();
    for (Path folder : folders) {
      remove(folder);
    }
    folders.clear();
    assertThat(blocked)
        .as("event loops of the bridge that were held up")
        .filteredOn(line -> heldUp(line).compareTo(Stalls.allowing(HELD_UP, begun)) > 0)
        .isEmpty();
  }

  /** How long by the line, which Vert.x prints above two seconds. */
  private static Duration heldUp(String line) {
    Matcher millis = MILLIS.matcher(line);
    return millis.find() ? Duration.ofMillis(Long.parseLong(millis.group(1))) : Duration.ofDays(1);
  }

  private static void remove(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
