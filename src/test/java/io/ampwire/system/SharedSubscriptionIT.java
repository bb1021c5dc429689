package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consumers that share the telemetry of a fleet: each document goes to one of them. */
class SharedSubscriptionIT {
  private static final String SHARED = "$share/store/ampwire/+/+/state";
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void twoConsumersGetEveryDocumentOnceAndTheOneThatStaysGetsAll() {
    Mosquitto broker = rig.broker().start();
    Subscriber first = rig.subscribe(broker, SHARED);
    Subscriber second = rig.subscribe(broker, SHARED);
    J2modServer charger = rig.keep(new J2modServer(new KnownCharger().words(true)));
    rig.bridge(broker)
        .file(
            "ampwire.inventory",
            "inventory.yaml",
            "chargers: [{id: bay-01, host: 127.0.0.1, port: %d, poll: 200ms}]"
                .formatted(charger.port()))
        .start();

    await("documents at both")
        .atMost(SOON)
        .until(() -> seqs(first).size() >= 8 && seqs(second).size() >= 8);
    first.close();
    int sofar = seqs(second).size();
    await("more at the other").atMost(SOON).until(() -> seqs(second).size() >= sofar + 10);

    List<Integer> both = Stream.concat(seqs(first).stream(), seqs(second).stream()).toList();
    System.out.println(
        "shared: %d and %d documents".formatted(seqs(first).size(), seqs(second).size()));
    assertThat(both).doesNotHaveDuplicates();
    List<Integer> alone = seqs(second).subList(sofar + 1, sofar + 10);
    assertThat(alone)
        .as("the last of them, without a hole")
        .isEqualTo(IntStream.rangeClosed(alone.get(0), alone.get(0) + 8).boxed().toList());
  }

  private static List<Integer> seqs(Subscriber subscriber) {
    return subscriber.on("ampwire/bridge/bay-01/state").stream()
        .map(message -> message.json().get("seq").asInt())
        .toList();
  }
}
