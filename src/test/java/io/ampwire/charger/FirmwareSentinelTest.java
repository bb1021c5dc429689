package io.ampwire.charger;

import static io.ampwire.map.WordOrder.HIGH_WORD_FIRST;
import static io.ampwire.map.WordOrder.LOW_WORD_FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlPhase;
import io.ampwire.decode.RegisterFile;
import io.ampwire.map.ChargerId;
import io.ampwire.map.ControlMode;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.trust.FirmwareBaseline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Firmware that changes what registers mean: nothing is written before the map is proved on it. */
class FirmwareSentinelTest {
  private static final String[] PHASES = {"phase_1", "phase_2", "phase_3", "phase_avg"};

  private final Bench bench = new Bench();
  private final FakeBaselines baselines = new FakeBaselines();

  @BeforeEach
  void a_charger_that_proves_its_order() {
    bench.order = WordOrderChoice.PROVE;
  }

  /** What a new firmware changed, and the point that must not show a wrong value. */
  private enum Seed {
    VOLTAGE_IN_TENTHS(c -> each(c, "voltage_", 2310), "voltage_phase_1", "voltage_phase_1"),
    CURRENT_IN_MILLIAMPERES(c -> each(c, "current_", 16_000), "current_phase_1", "current_phase_1"),
    POWER_IN_WATTS(
        c -> c.registers().put("power_active_phase_tot", 10_970),
        "power_active_phase_tot",
        "power_active_phase_tot"),
    FREQUENCY_IN_MILLIHERTZ(c -> c.registers().put("frequence", 50_020), "frequence", "frequence"),
    CURRENT_MOVED(FirmwareSentinelTest::blankCurrents, "current_phase_1", "current_phase_1"),
    VOLTAGE_MOVED(c -> each(c, "voltage_", 0), "power_active_phase_tot", "voltage times current"),
    STATE_RENUMBERED(c -> c.registers().put("ev_state", 2), "none", "while a current flows"),
    STATE_WITH_A_NEW_CODE(c -> c.registers().put("ev_state", 42), "none", "ev_state reads 42"),
    SET_POINT_MOVED(c -> c.registers().put("set_point", 231), "set_point", "set_point"),
    LIFEBIT_REFUSED(c -> c.refuseRead("lifebit", 2), "lifebit", "lifebit has no value");

    private final Consumer<ScriptedCharger> change;
    private final String point;
    private final String found;

    Seed(Consumer<ScriptedCharger> change, String point, String found) {
      this.change = change;
      this.point = point;
      this.found = found;
    }
  }

  private static void each(ScriptedCharger charger, String quantity, double value) {
    for (String phase : PHASES) {
      charger.registers().put(quantity + phase, value);
    }
  }

  private static void blankCurrents(ScriptedCharger charger) {
    for (String phase : PHASES) {
      int address = charger.registers().address("current_" + phase);
      charger.registers().word(address, 0xFFFF).word(address + 1, 0xFFFF);
    }
  }

  /** FAULTS D13. */
  @ParameterizedTest
  @EnumSource(Seed.class)
  void a_changed_firmware_is_caught_before_a_write_or_a_wrong_value(Seed seed) {
    bench.mode = ControlMode.STANDING;
    bench.online();
    bench.scheduler.advance(5000);
    assertThat(bench.set("ems-1", 16)).isInstanceOf(Outcome.Applied.class);
    bench.scheduler.advance(30_000);
    update("1.4.8", seed.change);
    bench.scheduler.advance(1500);
    for (int second = 0; second < 120; second++) {
      bench.scheduler.advance(1000);
      if (second % 20 == 1) {
        assertThat(Bench.code(bench.set("ems-1", 20))).isEqualTo(Code.WRONG_DEVICE);
      }
      if (!seed.point.equals("none")) {
        assertThat(bench.sink.state().reading(seed.point).isValue()).as(seed.point).isFalse();
      }
    }
    assertThat(bench.charger.writes()).as("%s", seed).isEmpty();
    assertThat(bench.state()).isEqualTo(ControlPhase.FREE);
    assertThat(bench.losses()).containsExactly("wrong_device");
    assertThat(bench.sink.events(Type.FIRMWARE_CHANGED)).hasSize(1);
    assertThat(bench.sink.events(Type.FIRMWARE_CHANGED).get(0).details().get("to").toString())
        .endsWith("1.4.8");
    assertThat(bench.sink.events(Type.FIRMWARE_DIFFERS)).as("%s", seed).isNotEmpty();
    assertThat(bench.sink.events(Type.FIRMWARE_DIFFERS).get(0).details().get("differences"))
        .asString()
        .contains(seed.found);
    assertThat(bench.sink.events(Type.FIRMWARE_PROVED)).isEmpty();
  }

  /** FAULTS D13. */
  @Test
  void a_firmware_that_changes_the_word_order_is_written_once_the_order_is_proved_again() {
    bench.online();
    bench.scheduler.advance(5000);
    update("2.0.0", c -> c.registers().in(HIGH_WORD_FIRST).charging());
    bench.charger.registers().put("major_version_digit", 2);
    bench.scheduler.advance(1500);
    assertThat(bench.sink.state().reading("voltage_phase_1").isValue()).isFalse();
    bench.send("set_point", 12);
    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.WRONG_DEVICE);
    bench.scheduler.advance(20_000);
    assertThat(bench.sink.events(Type.FIRMWARE_PROVED)).hasSize(1);
    assertThat(bench.sink.events(Type.FIRMWARE_PROVED).get(0).details())
        .containsEntry("word_order", "high-word-first, before low-word-first");
    assertThat(bench.set("ems-1", 12)).isEqualTo(Bench.applied(12));
  }

  @Test
  void a_set_point_that_became_read_only_gives_no_control() {
    bench.online();
    bench.scheduler.advance(5000);
    update("1.4.8", c -> c.refuseWrite("set_point", 2));
    bench.scheduler.advance(30_000);
    assertThat(bench.sink.events(Type.FIRMWARE_PROVED)).hasSize(1);
    assertThat(Bench.code(bench.set("ems-1", 12))).isEqualTo(Code.DEVICE_EXCEPTION);
    bench.scheduler.advance(30_000);
    assertThat(bench.state()).isEqualTo(ControlPhase.FREE);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void an_update_that_changes_no_register_ends_control_until_the_map_is_proved() {
    bench.controlled();
    bench.scheduler.advance(5000);
    update("1.4.8", c -> {});
    bench.scheduler.advance(20_000);
    assertThat(bench.losses()).containsExactly("wrong_device");
    assertThat(bench.sink.events(Type.FIRMWARE_PROVED)).hasSize(1);
    assertThat(bench.sink.events(Type.FIRMWARE_DIFFERS)).isEmpty();
    assertThat(bench.set("ems-1", 12)).isEqualTo(Bench.applied(12));
  }

  @Test
  void a_scale_that_no_current_showed_suspends_writes_when_one_flows() {
    bench.charger.registers().idle();
    bench.online();
    bench.scheduler.advance(5000);
    update("1.4.8", c -> {});
    bench.scheduler.advance(30_000);
    assertThat(bench.sink.events(Type.FIRMWARE_PROVED)).hasSize(1);
    bench.charger.registers().in(LOW_WORD_FIRST).charging();
    bench.charger.registers().put("build_version_digit", 8).put("power_active_phase_tot", 10_970);
    bench.scheduler.advance(10_000);
    assertThat(bench.sink.events(Type.FIRMWARE_DIFFERS)).hasSize(1);
    assertThat(Bench.code(bench.set("ems-1", 12))).isEqualTo(Code.WRONG_DEVICE);
  }

  /** FAULTS D15. */
  @ParameterizedTest
  @EnumSource(Seed.class)
  void a_firmware_that_changed_while_no_bridge_ran_is_caught_before_a_write(Seed seed) {
    bench.baselines = baselines;
    bench.online();
    bench.scheduler.advance(40_000);
    assertThat(baselines.kept).hasSize(1);

    Bench next = bench.restarted();
    change(next, "1.4.8", seed.change);
    next.online();
    for (int second = 0; second < 60; second += 5) {
      assertThat(Bench.code(next.set("ems-1", 20))).isEqualTo(Code.WRONG_DEVICE);
      next.scheduler.advance(5000);
    }
    assertThat(next.charger.writes()).as("%s", seed).isEmpty();
    assertThat(next.sink.events(Type.FIRMWARE_CHANGED).get(0).details().get("from").toString())
        .endsWith("1.4.7");
    assertThat(next.sink.events(Type.FIRMWARE_DIFFERS)).as("%s", seed).isNotEmpty();

    Bench third = next.restarted();
    third.online();
    third.scheduler.advance(20_000);
    assertThat(Bench.code(third.set("ems-1", 20))).isEqualTo(Code.WRONG_DEVICE);
    assertThat(third.sink.events(Type.FIRMWARE_CHANGED)).hasSize(1);
  }

  /** FAULTS D15. */
  @Test
  void a_firmware_that_changed_no_register_meanwhile_is_written_once_the_map_is_proved() {
    bench.baselines = baselines;
    bench.online();
    bench.scheduler.advance(40_000);
    Bench next = bench.restarted();
    change(next, "1.4.8", c -> {});
    next.online();
    next.scheduler.advance(30_000);
    assertThat(next.sink.events(Type.FIRMWARE_PROVED)).hasSize(1);
    assertThat(next.set("ems-1", 12)).isEqualTo(Bench.applied(12));
    next.scheduler.advance(30_000);

    Bench third = next.restarted();
    third.online();
    third.scheduler.advance(20_000);
    assertThat(third.sink.events(Type.FIRMWARE_CHANGED)).isEmpty();
    assertThat(third.set("ems-1", 14)).isEqualTo(Bench.applied(14));
  }

  @Test
  void a_version_that_reads_blank_for_long_leaves_the_baseline() {
    bench.baselines = baselines;
    bench.online();
    bench.scheduler.advance(40_000);
    bench.charger.registers().put("commercial_reference", "");
    bench.scheduler.advance(60_000);
    assertThat(baselines.kept.values())
        .allSatisfy(kept -> assertThat(kept.reference()).contains("EVB3S22N40"))
        .allSatisfy(kept -> assertThat(kept.firmware()).contains("1.4.7"));
  }

  @Test
  void the_baseline_of_another_map_says_nothing() {
    baselines.keep(
        new ChargerId("bay-01"),
        new FirmwareBaseline(
            "another",
            Optional.of("X"),
            Optional.of("9"),
            Optional.empty(),
            Set.of("none"),
            Set.of()));
    bench.baselines = baselines;
    bench.online();
    bench.scheduler.advance(20_000);
    assertThat(bench.sink.events(Type.FIRMWARE_CHANGED)).isEmpty();
    assertThat(bench.set("ems-1", 12)).isEqualTo(Bench.applied(12));
  }

  /** FAULTS D14. */
  @Test
  void an_unchanged_fleet_raises_no_alarm_in_a_thousand_hours() {
    int alarms = 0;
    int hours = 0;
    int commands = 0;
    for (int charger = 0; charger < 20; charger++) {
      Bench one = new Bench();
      one.order = WordOrderChoice.PROVE;
      one.poll = Duration.ofSeconds(10);
      one.begin();
      one.scheduler.advance(20_000);
      Random random = new Random(charger);
      for (int hour = 0; hour < 50; hour++) {
        live(one, random);
        hours++;
      }
      one.scheduler.advance(120_000);
      assertThat(one.set("ems-1", 12)).isInstanceOf(Outcome.Applied.class);
      commands++;
      for (Type type :
          List.of(
              Type.FIRMWARE_CHANGED,
              Type.FIRMWARE_DIFFERS,
              Type.WRONG_DEVICE,
              Type.SCALE_CONTRADICTS_MAP,
              Type.POWER_CONTRADICTS_CURRENT)) {
        alarms += one.sink.events(type).size();
      }
      one.sink.forget();
    }
    System.out.printf(
        "unchanged fleet: %d hours, %d alarms, %d commands%n", hours, alarms, commands);
    assertThat(hours).isEqualTo(1000);
    assertThat(alarms).isZero();
  }

  /** An hour with a visit, a lost connection, a start with blank identity, or nothing. */
  private static void live(Bench bench, Random random) {
    RegisterFile registers = bench.charger.registers();
    switch (random.nextInt(5)) {
      case 0 -> registers.idle();
      case 1 -> registers.charging();
      case 2 -> bench.charger.cut();
      case 3 -> {
        // The charger restarts: for a moment its version and reference read as zeros.
        bench.charger.cut();
        registers.put("major_version_digit", 0).put("minor_version_digit", 0);
        registers.put("build_version_digit", 0).put("commercial_reference", "");
        bench.scheduler.advance(14_000);
        registers.idle();
      }
      default -> registers.put("set_point", 6 + random.nextInt(20));
    }
    bench.scheduler.advance(Duration.ofHours(1));
  }

  private void update(String version, Consumer<ScriptedCharger> change) {
    bench.charger.cut();
    change(bench, version, change);
  }

  private static void change(Bench bench, String version, Consumer<ScriptedCharger> change) {
    String[] digits = version.split("\\.");
    bench.charger.registers().put("major_version_digit", Long.parseLong(digits[0]));
    bench.charger.registers().put("minor_version_digit", Long.parseLong(digits[1]));
    bench.charger.registers().put("build_version_digit", Long.parseLong(digits[2]));
    change.accept(bench.charger);
    bench.charger.forget();
  }

  /** Remembers baselines as a disk would, for lanes that come one after the other. */
  private static final class FakeBaselines implements BaselineJournal {
    final Map<ChargerId, FirmwareBaseline> kept = new HashMap<>();

    @Override
    public void keep(ChargerId charger, FirmwareBaseline baseline) {
      kept.put(charger, baseline);
    }

    @Override
    public Optional<FirmwareBaseline> recall(ChargerId charger) {
      return Optional.ofNullable(kept.get(charger));
    }
  }
}
