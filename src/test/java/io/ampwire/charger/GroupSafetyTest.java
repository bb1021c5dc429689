package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.fleet.Group;
import io.ampwire.fleet.GroupLedger;
import io.ampwire.fleet.Inventory;
import io.ampwire.format.InventoryReader;
import io.ampwire.link.ManualScheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Evlink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random grants, losses, restarts and changes of the rail, judged from the chargers' registers: no
 * write that raises what a member may draw, and no resumed intent, makes the sum of what the
 * members may draw exceed the rail. {@code -Dampwire.group.sequences=10000} runs the long test.
 */
class GroupSafetyTest {
  private static final int SEQUENCES = Integer.getInteger("ampwire.group.sequences", 1000);
  private static final int STEPS = 25;
  private static final int MEMBERS = 4;
  private static final int FALLBACK = 6;
  private static final int SET_POINT = Evlink.point("set_point").address();

  /** A feeder, its chargers, and the bridge in front of them. */
  private static final class Feeder {
    final ManualScheduler scheduler = new ManualScheduler();
    final Random random;
    final List<FakeIntents> intents = new ArrayList<>();
    GroupLedger ledger = new GroupLedger(overdrawn -> {});
    List<Bench> benches = new ArrayList<>();
    int rail;
    final List<String> story = new ArrayList<>();
    int resumed;
    int raised;
    final int[] registers = new int[MEMBERS];

    Feeder(long seed) {
      random = new Random(seed);
      rail = 30 + random.nextInt(40);
      apply();
      for (int i = 0; i < MEMBERS; i++) {
        Bench bench = new Bench();
        bench.scheduler = scheduler;
        bench.charger = new ScriptedCharger(scheduler, Evlink.MAP);
        bench
            .charger
            .registers()
            .put("degraded_set_point_mono", FALLBACK)
            .put("degraded_set_point_tri", FALLBACK)
            .put("set_point", FALLBACK);
        bench.name = "bay-0" + (i + 1);
        bench.mode = ControlMode.STANDING;
        bench.groups = ledger;
        intents.add(new FakeIntents());
        bench.intents = intents.get(i);
        registers[i] = FALLBACK;
        benches.add(bench.begin());
      }
    }

    private void apply() {
      String text =
          String.join(
              ",",
              IntStream.rangeClosed(1, MEMBERS)
                  .mapToObj(n -> "bay-0%d@192.0.2.%d".formatted(n, n))
                  .toList());
      InventoryReader.Parsed parsed =
          (InventoryReader.Parsed)
              InventoryReader.readShort(text, Map.of(Evlink.MAP.id(), Evlink.MAP));
      List<ChargerId> ids =
          IntStream.rangeClosed(1, MEMBERS).mapToObj(n -> new ChargerId("bay-0" + n)).toList();
      ledger.apply(
          Inventory.of(parsed.inventory().chargers(), List.of(new Group("feeder", rail, ids))));
    }

    void step() {
      Bench bench = benches.get(random.nextInt(MEMBERS));
      int kind = random.nextInt(10);
      story.add(scheduler.nanos() / 1_000_000 + " ms: " + kind + " at " + bench.name);
      switch (kind) {
        case 0 -> bench.charger.cut();
        case 1 -> bench.charger.away(random.nextBoolean());
        case 2 -> bench.charger.hang(random.nextBoolean());
        case 3 -> bench.loseBroker();
        case 4 -> benches.forEach(Bench::findBroker);
        case 5 -> restart();
        case 6 -> {
          rail = 24 + random.nextInt(46);
          story.add("rail " + rail);
          apply();
        }
        default -> {
          int amps = random.nextInt(5) == 0 ? 0 : 6 + random.nextInt(27);
          story.add("set " + amps);
          bench.send("set_point", amps);
        }
      }
      int pause = 100 + random.nextInt(4000);
      for (int passed = 0; passed < pause; passed += 50) {
        scheduler.advance(50);
        check();
      }
    }

    /** The process dies, and another begins on the same chargers and the same journal. */
    private void restart() {
      ledger = new GroupLedger(overdrawn -> {});
      apply();
      List<Bench> next = new ArrayList<>();
      benches.forEach(bench -> bench.charger.abandon());
      scheduler.kill();
      for (int i = 0; i < MEMBERS; i++) {
        Bench bench = new Bench();
        bench.scheduler = scheduler;
        bench.charger = benches.get(i).charger;
        bench.name = benches.get(i).name;
        bench.mode = ControlMode.STANDING;
        bench.groups = ledger;
        bench.intents = intents.get(i);
        next.add(bench);
      }
      benches = next;
      resumed = 0;
      benches.forEach(Bench::begin);
    }

    private void check() {
      boolean increased = false;
      int sum = 0;
      StringBuilder now = new StringBuilder();
      for (int i = 0; i < MEMBERS; i++) {
        int register = benches.get(i).charger.registers().word(SET_POINT);
        increased |= Math.max(register, FALLBACK) > Math.max(registers[i], FALLBACK);
        now.append(register).append(register == registers[i] ? " " : "! ");
        registers[i] = register;
        sum += Math.max(register, FALLBACK);
      }
      int resumptions =
          (int)
              benches.stream()
                  .flatMap(bench -> bench.sink.events(Type.CONTROL_TAKEN).stream())
                  .filter(event -> Boolean.TRUE.equals(event.details().get("resumed")))
                  .count();
      if (increased || resumptions > resumed) {
        raised += increased ? 1 : 0;
        assertThat(sum)
            .as("registers at %s ms: %s", scheduler.nanos() / 1_000_000, now)
            .isLessThanOrEqualTo(rail);
      }
      resumed = resumptions;
    }
  }

  /** FAULTS R17. */
  @Test
  void no_increase_and_no_resumption_exceeds_the_rail() {
    int raised = 0;
    for (long seed = 1; seed <= SEQUENCES; seed++) {
      Feeder feeder = new Feeder(seed);
      try {
        for (int step = 0; step < STEPS; step++) {
          feeder.step();
        }
      } catch (AssertionError broken) {
        throw new AssertionError("seed " + seed + ": " + feeder.story, broken);
      }
      raised += feeder.raised;
    }
    assertThat(raised).as("increases that were judged").isGreaterThan(SEQUENCES);
  }
}
