package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.bench.BenchFleet;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An outage longer than the journal is large. What did not arrive is told, to the number. */
class GapIT {
  private static final int CHARGERS = 40;
  private static final Duration SOON = Duration.ofSeconds(90);

  @RegisterExtension final Rig rig = new Rig();

  /** FAULTS M11. */
  @Test
  void whatTheBoundForcedOutIsNamedAndEverythingElseArrives() {
    int port = Ports.free();
    rig.keep(BenchFleet.start(CHARGERS, port));
    Mosquitto broker = rig.broker();
    BridgeProcess bridge =
        rig.bridge(broker)
            .set("ampwire.journal.size", "512K")
            .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(CHARGERS, port))
            .start();
    await("documents that found no room")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_journal_dropped_total") > 3 * CHARGERS);

    broker.start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    await("the whole backlog")
        .atMost(SOON)
        .until(() -> bridge.metric("ampwire_journal_documents") == 0);

    Sequences sequences = new Sequences();
    subscriber.all().forEach(sequences::take);
    Set<String> told = Sequences.inGaps(subscriber.on("ampwire/bridge/event").stream());
    double dropped = bridge.metric("ampwire_journal_dropped_total");
    System.out.printf(
        "gap: dropped %.0f by the bridge's count, told %d numbers of states, missing %d of %d%n",
        dropped, told.size(), sequences.missing().size(), sequences.sent());
    assertThat(sequences.missing()).isNotEmpty();
    assertThat(told).as("what is missing is told").containsAll(sequences.missing());
    // What was on its way when its place was taken is told as lost, and may have arrived.
    assertThat(told.size() - sequences.missing().size()).isLessThanOrEqualTo(CHARGERS);
    JsonNode restored =
        subscriber.awaitJson(
            "ampwire/bridge/event", e -> e.path("type").asText().equals("broker_restored"));
    assertThat(restored.get("dropped").asLong()).isPositive();
  }
}
