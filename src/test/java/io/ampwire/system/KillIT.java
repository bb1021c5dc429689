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
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The bridge is killed at random moments while commands flow; the chargers' own logs tell whether
 * anything was written that nobody asked the new process for. Five rounds, or as many as {@code
 * -Dampwire.kill.rounds} says.
 */
class KillIT {
  private static final int ROUNDS = Integer.getInteger("ampwire.kill.rounds", 5);
  private static final int CHARGERS = 4;
  private static final int SET_POINT = 4004;
  private static final Duration WATCHDOG = Duration.ofSeconds(3);

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final long[] taken = new long[CHARGERS];

  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          IntStream.range(0, CHARGERS)
              .mapToObj("sim-%d"::formatted)
              .map(id -> ChargerOptions.threePhase(id).withNinetyNine(false))
              .map(options -> options.withLifebitTimeout(WATCHDOG))
              .toList(),
          ServerOptions.defaults());

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** FAULTS S05 and S06. */
  @Test
  void aNewProcessTakesAStandingIntentUpAndNeverAboveWhatTheChargerHolds() {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    List<SimulatedCharger> chargers = get(fleet.start());
    Mosquitto broker = rig.broker().start();
    Subscriber events = rig.subscribe(broker, "ampwire/bridge/+/event");
    BridgeProcess bridge = rig.bridge(broker);
    bridge.file("ampwire.inventory", "inventory.yaml", inventory(chargers, "standing"));
    Pub pub = new Pub(broker.port());
    int resumed = 0;
    int refused = 0;
    int forgotten = 0;
    System.out.println("kill: seed " + seed);
    for (int round = 0; round < ROUNDS; round++) {
      start(bridge);
      commands(pub, chargers);
      bridge.kill();
      noteValues(chargers);
      // An intent that was being changed when the process died is forgotten: the safe side.
      boolean left = Files.exists(bridge.folder().resolve("data/intents/sim-0.intent"));
      events.clear();
      chargers.forEach(charger -> charger.server().writes().clear());
      start(bridge);
      SimulatedCharger first = chargers.get(0);
      if (left) {
        await("the intent is taken up or given up")
            .atMost(Duration.ofSeconds(60))
            .until(() -> Beats.last(first) != Long.MIN_VALUE || givenUp(events, first));
      }
      for (int i = 0; i < CHARGERS; i++) {
        long before = taken[i];
        assertThat(chargers.get(i).server().writes().of(SET_POINT))
            .as("round %d, %s held %d", round, chargers.get(i).id(), before)
            .allMatch(write -> write.value() <= before);
      }
      noteValues(chargers);
      resumed += Beats.last(first) == Long.MIN_VALUE ? 0 : 1;
      refused += givenUp(events, first) ? 1 : 0;
      forgotten += left ? 0 : 1;
      bridge.kill();
    }
    System.out.println(
        "kill: %d rounds under standing control, %d taken up as held, %d given up, %d forgotten"
            .formatted(ROUNDS, resumed, refused, forgotten));
    assertThat(resumed).isPositive();
  }

  /** FAULTS S05 and S06. */
  @Test
  void aNewProcessWritesNothingUnderALeaseBeforeItIsAskedAndTheChargersFallBack() {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    List<SimulatedCharger> chargers = get(fleet.start());
    Mosquitto broker = rig.broker().start();
    BridgeProcess bridge = rig.bridge(broker);
    bridge.file("ampwire.inventory", "inventory.yaml", inventory(chargers, "leased"));
    Pub pub = new Pub(broker.port());
    List<Long> fallbacks = new ArrayList<>();
    System.out.println("kill: seed " + seed);
    for (int round = 0; round < ROUNDS; round++) {
      chargers.forEach(charger -> charger.server().writes().clear());
      start(bridge);
      assertThat(writes(chargers)).as("round %d, before any command", round).isEmpty();
      commands(pub, chargers);
      bridge.kill();
      long killed = System.nanoTime();
      fallbacks.add(fallBack(chargers, killed));
    }
    System.out.println(
        "kill: %d rounds, no write before a command; all fell back within %d ms of the kill"
            .formatted(ROUNDS, fallbacks.stream().mapToLong(Long::longValue).max().orElse(0)));
  }

  /** The last set point that each charger took, ever; its log begins anew with each process. */
  private void noteValues(List<SimulatedCharger> chargers) {
    for (int i = 0; i < CHARGERS; i++) {
      taken[i] =
          chargers.get(i).server().writes().of(SET_POINT).stream()
              .filter(WriteLog.Entry::accepted)
              .mapToLong(WriteLog.Entry::value)
              .reduce(taken[i], (earlier, later) -> later);
    }
  }

  private static boolean givenUp(Subscriber events, SimulatedCharger charger) {
    return events.on("ampwire/bridge/" + charger.id() + "/event").stream()
        .anyMatch(event -> event.json().path("reason").asText().equals("bridge_restart"));
  }

  private static void start(BridgeProcess bridge) {
    bridge.start();
    await("all online")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_chargers_online") == CHARGERS);
  }

  /** Takes control of the first, then goes on for a random while. */
  private void commands(Pub pub, List<SimulatedCharger> chargers) {
    command(pub, chargers.get(0));
    await("control")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Beats.last(chargers.get(0)) != Long.MIN_VALUE);
    int more = random.nextInt(40);
    for (int i = 0; i < more; i++) {
      command(pub, chargers.get(random.nextInt(CHARGERS)));
    }
  }

  private void command(Pub pub, SimulatedCharger charger) {
    pub.send(
        "ampwire/bridge/" + charger.id() + "/cmd/set_point",
        Integer.toString(6 + random.nextInt(20)));
  }

  /** Until every charger that was under control is in its degraded state; ms since the kill. */
  private static long fallBack(List<SimulatedCharger> chargers, long killed) {
    await("the fallback")
        .atMost(WATCHDOG.plusSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> chargers.stream().noneMatch(c -> c.charger().controlled()));
    assertThat(chargers)
        .filteredOn(c -> Beats.last(c) != Long.MIN_VALUE)
        .allMatch(c -> c.charger().fellBack());
    Duration took = Duration.ofNanos(System.nanoTime() - killed);
    assertThat(took).isLessThan(Stalls.allowing(WATCHDOG.plusSeconds(2), killed));
    return took.toMillis();
  }

  private static List<WriteLog.Entry> writes(List<SimulatedCharger> chargers) {
    return chargers.stream().flatMap(c -> c.server().writes().entries().stream()).toList();
  }

  private static String inventory(List<SimulatedCharger> chargers, String control) {
    StringBuilder yaml =
        new StringBuilder(
            "defaults: { max-current: 32, control: %s }\nchargers:\n".formatted(control));
    chargers.forEach(
        c ->
            yaml.append(
                "  - { id: %s, host: %s, port: %d }\n".formatted(c.id(), c.host(), c.port())));
    return yaml.toString();
  }
}
