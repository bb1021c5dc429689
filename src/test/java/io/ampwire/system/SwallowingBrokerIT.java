package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.bench.BenchFleet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker that acknowledges what it does not take, on a connection that it keeps. */
class SwallowingBrokerIT {
  private static final int CHARGERS = 20;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ALL_MAY = "topic readwrite #\n";

  /** The looker-on subscribes without a name; the bridge may not publish. */
  private static final String NOBODY_PUBLISHES = "topic read #\nuser bridge\ntopic read #\n";

  @RegisterExtension final Rig rig = new Rig();

  private static void pass(int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    await("time to pass")
        .atMost(Duration.ofSeconds(seconds + 30L))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> System.nanoTime() >= until);
  }

  /** FAULTS M18. */
  @Test
  void whatAnAccessListDeniedForAWhileArrivesLaterAndWhole() {
    int port = Ports.free();
    rig.keep(BenchFleet.start(CHARGERS, port));
    Mosquitto broker = rig.broker(ALL_MAY + "user bridge\n" + ALL_MAY).start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    BridgeProcess bridge =
        rig.bridge(broker)
            .set("ampwire.mqtt.username", "bridge")
            .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(CHARGERS, port))
            .start();
    await("all online")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_chargers_online") == CHARGERS);
    pass(3);

    for (int seconds : List.of(3, 7, 9)) {
      broker.accessList(NOBODY_PUBLISHES);
      pass(seconds);
      broker.accessList(ALL_MAY + "user bridge\n" + ALL_MAY);
      pass(6);
    }
    await("the whole backlog")
        .atMost(SOON)
        .until(() -> bridge.metric("ampwire_journal_documents") == 0);
    pass(2);

    Sequences sequences = new Sequences();
    subscriber.all().forEach(sequences::take);
    List<JsonNode> restored =
        subscriber.on("ampwire/bridge/event").stream()
            .map(Message::json)
            .filter(event -> event.path("type").asText().equals("broker_restored"))
            .toList();
    System.out.printf(
        "swallowing broker: %d chargers, denied 3, 7 and 9 s: sent %d, received %d, of them late"
            + " %d, duplicated %d, missing %d; broker_restored %d%n",
        CHARGERS,
        sequences.sent(),
        sequences.received(),
        sequences.late(),
        sequences.duplicates(),
        sequences.missing().size(),
        restored.size());
    assertThat(sequences.missing()).isEmpty();
    assertThat(sequences.late()).isGreaterThan(CHARGERS * (3 + 7 + 9) / 2L);
    assertThat(restored).isNotEmpty();
  }
}
