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

  /** The test's own users listen and confirm their subscription; the bridge may do all. */
  private static final String LISTENERS =
      "topic read #\nuser somebody\ntopic readwrite probe/#\nuser bridge\n";

  private static final String PERMITTED = LISTENERS + "topic readwrite #\n";
  private static final String DENIED = LISTENERS + "topic read #\n";

  @RegisterExtension final Rig rig = new Rig();

  private static void pass(int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    await("time to pass")
        .atMost(Duration.ofSeconds(seconds + 30L))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> System.nanoTime() >= until);
  }

  /** FAULTS J01. */
  @Test
  void whatAnAccessListDeniedForAWhileArrivesLaterAndWhole() {
    int port = Ports.free();
    rig.keep(BenchFleet.start(CHARGERS, port));
    // Without a bound mosquitto 2.0 takes a refusal for an overflow and ends the connection.
    Mosquitto broker = rig.broker(PERMITTED).with("max_queued_messages", "1000000").start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    BridgeProcess bridge =
        rig.bridge(broker)
            .set("ampwire.mqtt.username", "bridge")
            // With 3.1.1 this broker acknowledges what it denies; with 5 it answers with a reason.
            .set("ampwire.mqtt.version", "3.1.1")
            .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(CHARGERS, port))
            .start();
    await("all online")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_chargers_online") == CHARGERS);
    pass(3);

    for (int seconds : List.of(3, 7, 9)) {
      broker.accessList(DENIED);
      pass(seconds);
      broker.accessList(PERMITTED);
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
