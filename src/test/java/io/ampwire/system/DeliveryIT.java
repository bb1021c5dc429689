package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.bench.BenchFleet;
import io.ampwire.faults.FaultProxy;
import io.ampwire.faults.Stalls;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A broker that is gone, and a bridge that is killed meanwhile. The outage takes {@code
 * -Dampwire.outage.seconds=60}; twelve are enough for every build.
 */
@Tag("load")
class DeliveryIT {
  private static final int CHARGERS = 100;
  private static final int OUTAGE = Integer.getInteger("ampwire.outage.seconds", 12);
  private static final Duration SOON = Duration.ofSeconds(60);

  /** What may be in memory alone when the process is killed, and the poll before it. */
  private static final Duration UNSYNCED = Duration.ofSeconds(1 + 1);

  @RegisterExtension final Rig rig = new Rig();

  static Stream<BrokerChoice> brokers() {
    return BrokerChoice.of(BrokerChoice.MOSQUITTO_5);
  }

  /** FAULTS M02 and S05. */
  @ParameterizedTest
  @MethodSource("brokers")
  void whatABrokerAndAKilledBridgeMissedArrivesInOrderAndWhole(BrokerChoice choice) {
    int port = Ports.free();
    rig.keep(BenchFleet.start(CHARGERS, port));
    RealBroker broker = choice.broker(rig).start();
    // The bridge finds the broker only when the subscriber is there again.
    FaultProxy way = rig.keep(new FaultProxy("127.0.0.1", broker.port()));
    Subscriber before = listen(broker);
    BridgeProcess bridge =
        rig.bridge()
            .set("ampwire.mqtt.url", "mqtt://127.0.0.1:" + way.port())
            .set("ampwire.mqtt.version", choice.version())
            .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(CHARGERS, port))
            .start();
    awaitOnline(bridge);
    String first = boot(before);
    pass(10);

    long outage = System.nanoTime();
    way.refuse();
    broker.kill();
    pass(OUTAGE / 2);
    // All that the broker sent is read by now; what comes later is for the other to tell.
    List<Message> early = before.all();
    before.close();
    bridge.kill();
    long killed = System.currentTimeMillis();
    bridge.start();
    awaitOnline(bridge);
    pass(OUTAGE - OUTAGE / 2);
    broker.start();
    Subscriber after = listen(broker);
    way.heal();
    await("the backlog to be told")
        .atMost(SOON)
        .until(
            () ->
                bridge.metric("ampwire_journal_documents") == 0
                    && after.all().stream().anyMatch(m -> m.topic().endsWith("/backlog")));
    String second = boot(after);
    pass(5);

    Sequences sequences = new Sequences();
    Stream.concat(early.stream(), after.all().stream()).forEach(sequences::take);
    System.out.printf(
        "delivery, %s: %d chargers, broker gone %d s, bridge killed half way: sent %d, received %d,"
            + " of them late %d, duplicated %d, missing %d; last document before the kill %d ms%n",
        choice,
        CHARGERS,
        OUTAGE,
        sequences.sent(),
        sequences.received(),
        sequences.late(),
        sequences.duplicates(),
        sequences.missing().size(),
        killed - sequences.lastOf(first));
    assertThat(second).isNotEqualTo(first);
    assertThat(sequences.chargers(first)).isEqualTo(CHARGERS);
    assertThat(sequences.chargers(second)).isEqualTo(CHARGERS);
    assertThat(sequences.missing()).isEmpty();
    assertThat(sequences.disorder(List.of(first, second))).isEmpty();
    assertThat(Duration.ofMillis(killed - sequences.lastOf(first)))
        .as("unsynced")
        .isLessThan(Stalls.allowing(UNSYNCED, outage));
    assertThat(sequences.late()).isGreaterThan((long) CHARGERS * OUTAGE / 3);
  }

  private Subscriber listen(RealBroker broker) {
    return rig.subscribe(broker, "ampwire/bridge/+/state", "ampwire/bridge/+/backlog");
  }

  /** The newest run that anything came from. */
  private static String boot(Subscriber subscriber) {
    List<Message> states =
        await("a state")
            .atMost(SOON)
            .until(
                () -> subscriber.all().stream().filter(m -> m.topic().endsWith("/state")).toList(),
                all -> !all.isEmpty());
    return states.get(states.size() - 1).json().get("boot").asText();
  }

  private static void awaitOnline(BridgeProcess bridge) {
    await("all online")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_chargers_online") == CHARGERS);
  }

  private static void pass(int seconds) {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    await("time to pass")
        .atMost(Duration.ofSeconds(seconds + 30L))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> System.nanoTime() >= until);
  }
}
