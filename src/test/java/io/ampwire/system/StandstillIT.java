package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.demo.WriteLog;
import io.ampwire.faults.Stalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The broker goes, the bridge stands still, is stopped or killed: what the charger received tells
 * whether anybody claimed a control that nobody had.
 */
class StandstillIT {
  private static final int SET_POINT = 4004;
  private static final long PERIOD = 2_000_000_000L;
  private static final Duration WATCHDOG = Duration.ofSeconds(3);

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          List.of(
              ChargerOptions.threePhase("bay").withNinetyNine(false).withLifebitTimeout(WATCHDOG)),
          ServerOptions.defaults());
  private SimulatedCharger charger;
  private Mosquitto broker;
  private BridgeProcess bridge;
  private Subscriber events;

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void control(String mode, String lease) {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    charger = get(fleet.start()).get(0);
    broker = rig.broker().start();
    events = rig.subscribe(broker, "ampwire/bridge/bay/event", "ampwire/bridge/bay/ack/+");
    bridge = rig.bridge(broker);
    bridge.file(
        "ampwire.inventory",
        "inventory.yaml",
        "chargers:\n  - { id: bay, host: %s, port: %d, max-current: 32, control: %s, lease: %s }\n"
            .formatted(charger.host(), charger.port(), mode, lease));
    start();
    new Pub(broker.port()).send("ampwire/bridge/bay/cmd/set_point", "12");
    await("control")
        .atMost(Duration.ofSeconds(60))
        .until(() -> Beats.last(charger) != Long.MIN_VALUE);
  }

  private void start() {
    bridge.start();
    await("the charger answers and commands are heard")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> bridge.status("/q/health/ready") == 200);
  }

  private void awaitFallback(Duration within) {
    long begun = System.nanoTime();
    await("the fallback")
        .atMost(within.plusSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> charger.charger().fellBack());
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("the fallback")
        .isLessThan(Stalls.allowing(within, begun));
  }

  private List<WriteLog.Entry> since(long nanos) {
    return charger.server().writes().entries().stream()
        .filter(write -> write.nanoTime() > nanos)
        .toList();
  }

  /** FAULTS S03. */
  @Test
  void aBrokerThatIsLostForLongerThanTheLeaseEndsControlAndItsReturnResumesIt() {
    control("standing", "4s");
    broker.kill();
    awaitFallback(Duration.ofSeconds(4 + 2 + 3 + 2));
    long fellBack = System.nanoTime();
    broker.start();
    events = rig.subscribe(broker, "ampwire/bridge/bay/event");
    events.awaitJson(
        "ampwire/bridge/bay/event",
        event ->
            event.path("type").asText().equals("control_taken")
                && event.path("resumed").asBoolean());
    List<WriteLog.Entry> resumed = since(fellBack);
    assertThat(resumed.get(0).address()).isEqualTo(SET_POINT);
    assertThat(resumed.get(0).value()).isEqualTo(12);
  }

  /** FAULTS M16 and S04. */
  @Test
  void aStopWithTheBrokerGoneEndsTheLifebitFirstAndTheProcessInItsGrace() {
    control("standing", "60s");
    broker.kill();
    long stopped = System.nanoTime();
    bridge.terminate();
    bridge.exitCode(Duration.ofSeconds(20));
    assertThat(since(stopped)).allMatch(write -> write.address() == Beats.LIFEBIT);
    assertThat(since(stopped)).hasSizeLessThanOrEqualTo(1);
    awaitFallback(WATCHDOG.plusSeconds(2));
  }

  /** FAULTS S10. */
  @Test
  void aProcessThatStoodStillForLongerThanTheLeaseSendsNotOneLifebitMore() {
    control("leased", "5s");
    bridge.standStill();
    Child.signal("STOP", bridge.pid());
    awaitFallback(WATCHDOG.plusSeconds(2));
    long stood = System.nanoTime();
    await("the lease to be over")
        .atMost(Duration.ofSeconds(40))
        .until(() -> System.nanoTime() - stood > 5_000_000_000L);
    Child.signal("CONT", bridge.pid());
    events.awaitJson(
        "ampwire/bridge/bay/event", event -> event.path("reason").asText().equals("lease_expired"));
    assertThat(since(stood)).isEmpty();
  }

  /** FAULTS S10. */
  @Test
  void aProcessThatStoodStillWithinItsLeaseMakesUpForNoLifebit() {
    control("leased", "60s");
    bridge.standStill();
    Child.signal("STOP", bridge.pid());
    long stopped = System.nanoTime();
    await("five beats to be missed")
        .atMost(Duration.ofSeconds(30))
        .until(() -> System.nanoTime() - stopped > 10_000_000_000L);
    Child.signal("CONT", bridge.pid());
    long again = System.nanoTime();

    await("three beats")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> beats(again).size() >= 3);

    List<WriteLog.Entry> beats = beats(again);
    long nanos = beats.get(beats.size() - 1).nanoTime() - again;
    assertThat(beats).hasSizeLessThanOrEqualTo((int) (2 + nanos / PERIOD));
    assertThat(since(stopped))
        .allMatch(write -> write.address() == Beats.LIFEBIT || write.value() == 12);
  }

  private List<WriteLog.Entry> beats(long nanos) {
    return since(nanos).stream().filter(write -> write.address() == Beats.LIFEBIT).toList();
  }

  /** FAULTS S05. */
  @Test
  void aStandingIntentComesBackAfterAKillUnlessAnotherHandSetTheRegister() {
    control("standing", "60s");
    bridge.kill();
    awaitFallback(WATCHDOG.plusSeconds(2));
    long killed = System.nanoTime();
    start();
    await("the value and the lifebit again")
        .atMost(Duration.ofSeconds(40))
        .until(() -> since(killed).stream().anyMatch(w -> w.address() == Beats.LIFEBIT));
    assertThat(since(killed).get(0).address()).isEqualTo(SET_POINT);
    assertThat(since(killed).get(0).value()).isEqualTo(12);

    bridge.kill();
    get(charger.server().stop());
    charger.charger().write(SET_POINT, new int[] {20});
    get(charger.server().start());
    long changed = System.nanoTime();
    events.clear();
    start();
    events.awaitJson(
        "ampwire/bridge/bay/event",
        event -> event.path("reason").asText().equals("bridge_restart"));
    assertThat(since(changed)).isEmpty();
  }
}
