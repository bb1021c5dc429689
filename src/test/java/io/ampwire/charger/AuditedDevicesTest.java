package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlPhase;
import io.ampwire.decode.RegisterFile;
import io.ampwire.faults.Maps;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Vehicle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Devices as their documents and owners describe them, where a shipped map was once wrong about
 * them. Registers and behaviour come from those sources and not from the maps.
 */
class AuditedDevicesTest {
  private static final long SECOND = 1_000_000_000L;

  private final Bench bench = new Bench();

  private void applied(long amps) {
    bench.send("set_point", amps);
    bench.scheduler.advance(15_000);
    assertThat(bench.sink.acks()).isNotEmpty();
    Outcome outcome = bench.sink.acks().get(bench.sink.acks().size() - 1).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
  }

  /**
   * A KEBA P30: 5018 starts the clock of its fail-safe. When it runs out, the station is off until
   * both current and enable are set again (KEBA's guide of the UDP interface, V2.01, page 34).
   */
  private final class Keba {
    private final RegisterFile file = bench.device("keba-kecontact-p30");
    private long beat;
    private int limit = 16_000;
    private int limitAgain;
    private boolean on = true;
    private int fallbacks;

    Keba() {
      for (int address = 1000; address < 1700; address++) {
        file.word(address, 0);
      }
      file.words(1004, 7);
      file.words(1600, 10_000);
      file.words(1602, 30);
      bench.charger.onWrite(this::wrote);
      bench.charger.latency(20);
      tick();
    }

    private void wrote(int address, int value) {
      beat = address == 5018 ? bench.scheduler.nanos() : beat;
      limitAgain = address == 5004 ? value : limitAgain;
      limit = address == 5004 && on ? value : limit;
      if (address == 5014 && value == 1 && limitAgain > 0) {
        on = true;
        limit = limitAgain;
      }
    }

    private void tick() {
      if (on && bench.scheduler.nanos() - beat > 30 * SECOND) {
        on = false;
        limitAgain = 0;
        fallbacks++;
      }
      file.words(1000, on ? 3 : 5);
      bench.scheduler.after(SECOND / 2, this::tick);
    }
  }

  /** FAULTS C34. */
  @Test
  void a_keba_that_fell_back_is_switched_on_again_with_its_limit() {
    Keba keba = new Keba();
    bench.begin();
    bench.scheduler.advance(30_000);
    applied(10);
    assertThat(keba.on).isTrue();
    int before = keba.fallbacks;

    bench.charger.away(true);
    bench.scheduler.advance(50_000);
    assertThat(keba.on).as("its own clock ran out").isFalse();
    assertThat(keba.fallbacks).isEqualTo(before + 1);

    bench.charger.away(false);
    bench.scheduler.advance(90_000);
    assertThat(keba.on).isTrue();
    assertThat(keba.limit).isEqualTo(10_000);
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
  }

  /** Without a car a KEBA has state 1, too; its cable shows the difference (OpenEMS, evcc). */
  @ParameterizedTest
  @CsvSource({"0, ABSENT", "1, ABSENT", "3, ABSENT", "5, UNAUTHORISED", "7, UNAUTHORISED"})
  void the_cable_of_a_keba_shows_whether_a_car_is_there(int cable, Vehicle.Stage stage) {
    for (String id : List.of("keba-kecontact-p30", "keba-kecontact-p40")) {
      assertThat(stage(Maps.of(id), 1, cable)).as(id).isEqualTo(stage);
      assertThat(stage(Maps.of(id), 3, 7)).as(id).isEqualTo(Vehicle.Stage.CHARGING);
    }
  }

  /** A Vestel says 1 with a car, and also where somebody was only authorised (nymea, evcc). */
  @ParameterizedTest
  @CsvSource({"1, 0, ABSENT", "1, 1, ABSENT", "1, 3, UNKNOWN", "4, 3, READY", "2, 3, CHARGING"})
  void the_cable_of_a_vestel_shows_that_no_car_is_there(int state, int cable, Vehicle.Stage stage) {
    assertThat(stage(Maps.of("vestel-evc04"), state, cable)).isEqualTo(stage);
  }

  private static Vehicle.Stage stage(RegisterMap map, long state, long cable) {
    return map.vehicle().stage(name -> OptionalLong.of(name.equals("cable_state") ? cable : state));
  }

  /** C1 and D1: the car is ready, but the station does not deliver (evcc's drivers). */
  @ParameterizedTest
  @CsvSource({
    "alfen-eve-ng9xx, B1, READY",
    "alfen-eve-ng9xx, C1, READY",
    "alfen-eve-ng9xx, D1, READY",
    "alfen-eve-ng9xx, C2, CHARGING",
    "phoenix-contact-charx-sec, C1, READY",
    "phoenix-contact-charx-sec, D1, READY",
    "phoenix-contact-charx-sec, C2, CHARGING"
  })
  void a_ready_car_does_not_charge(String id, String text, Vehicle.Stage stage) {
    RegisterMap map = Maps.of(id);
    long code = map.point(map.vehicle().point()).orElseThrow().coding().texts().get(text);
    assertThat(stage(map, code, 0)).isEqualTo(stage);
  }

  /**
   * A CHARX: unless 1301 is written again within the timer at 1307, it withdraws the release and
   * the fallback at 1306 applies (aioPhoenixContactCharx, citing UM EN CHARX SEC).
   */
  private final class Charx {
    private final RegisterFile file = bench.device("phoenix-contact-charx-sec");
    private final List<Long> gaps = new ArrayList<>();
    private final int timer;
    private long written = -1;
    private int withdrawn;

    Charx(int timer) {
      this.timer = timer;
      for (int address = 100; address < 1400; address++) {
        file.word(address, 0);
      }
      file.text(100, "CHARX SEC-3100");
      file.text(110, "1.7.3");
      file.word(114, 1).word(1300, 1).word(1301, 0).word(1306, 6).word(1307, timer);
      file.text(1299, "C2");
      for (int i = 0; i < 3; i++) {
        file.words(1232 + 2 * i, 230_000);
        file.words(1238 + 2 * i, 10_000);
      }
      file.words(1244, 6_900_000);
      bench.charger.onWrite(this::wrote);
      tick();
    }

    private void wrote(int address, int value) {
      if (address == 1301) {
        if (written >= 0) {
          gaps.add(bench.scheduler.nanos() - written);
        }
        written = bench.scheduler.nanos();
      }
    }

    private void tick() {
      boolean ran = written >= 0 && bench.scheduler.nanos() - written > timer * SECOND;
      if (ran && timer != 65_535 && file.word(1300) == 1) {
        file.word(1300, 0).word(1301, file.word(1306));
        withdrawn++;
      }
      bench.scheduler.after(SECOND / 10, this::tick);
    }
  }

  /** FAULTS C34. */
  @ParameterizedTest
  @ValueSource(ints = {8, 20, 60})
  void the_release_of_a_charx_never_lapses(int timer) {
    Charx charx = new Charx(timer);
    bench.begin();
    bench.scheduler.advance(5000);
    applied(10);
    bench.scheduler.advance(Duration.ofMinutes(30));
    long longest = charx.gaps.stream().mapToLong(gap -> gap).max().orElseThrow();
    System.out.printf(
        "CHARX, timer %d s: %d writes, longest gap %.2f s, release withdrawn %d times%n",
        timer, charx.gaps.size() + 1, longest / 1e9, charx.withdrawn);
    assertThat(charx.withdrawn).isZero();
    assertThat(longest).isLessThan(timer * SECOND);
    assertThat(charx.file.word(1300)).isEqualTo(1);
    assertThat(charx.file.word(1301)).isEqualTo(10);
    assertThat(bench.losses()).isEmpty();
  }

  /** FAULTS C34. */
  @Test
  void a_charx_whose_timer_is_off_watches_no_controller() {
    new Charx(65_535);
    bench.begin();
    bench.scheduler.advance(5000);
    assertThat(Bench.code(bench.set("ems-1", 10))).isEqualTo(Code.NO_FAILSAFE);
    assertThat(bench.charger.writes()).isEmpty();
  }

  /** Mennekes 4You and 4Business close the connection at 730 and 740 (evcc issue 31794). */
  @ParameterizedTest
  @ValueSource(strings = {"bender-cc612", "mennekes-amtron-4you"})
  void no_read_touches_the_registers_that_make_a_mennekes_close(String id) {
    RegisterFile file = bench.device(id);
    for (int address = 100; address < 1300; address++) {
      file.word(address, 0);
    }
    bench.begin();
    bench.scheduler.advance(120_000);
    assertThat(bench.charger.reads()).isNotEmpty();
    for (int closes : new int[] {730, 740}) {
      assertThat(bench.charger.reads())
          .noneMatch(read -> read.start() <= closes && closes < read.start() + read.count());
    }
  }

  /** A single-phase Peblar reads 0 V and 0 A for the phases that it lacks. */
  @Test
  void a_peblar_on_one_phase_is_complete() {
    RegisterFile file = bench.device("peblar");
    for (int address = 30_000; address < 30_120; address++) {
      file.word(address, 0);
    }
    file.word(40_000, 0).word(40_001, 16_000).word(40_002, 0).word(30_092, 1);
    file.words(30_008, 1196);
    file.words(30_014, 1196);
    file.words(30_016, 226);
    file.words(30_022, 5370);
    file.words(30_002, 434_200);
    file.text(30_050, "24-01-000-000");
    file.text(30_062, "6004-2300-8002");
    file.text(30_074, "1.8.0+1+WL-1");
    file.word(30_110, 67);
    bench.begin();
    bench.scheduler.advance(20_000);
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.GOOD);
    assertThat(bench.sink.state().reading("power_active_phase_tot").number()).isEqualTo(1.196);
    assertThat(bench.sink.state().reading("voltage_phase_2").number()).isZero();
    assertThat(bench.map.point("force_single_phase").orElseThrow().writeFunction()).isEqualTo(6);
  }
}
