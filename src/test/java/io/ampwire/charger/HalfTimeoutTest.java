package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlPhase;
import io.ampwire.decode.RegisterFile;
import io.ampwire.faults.Maps;
import io.ampwire.map.ControlMode;
import io.ampwire.map.WordOrder;
import io.ampwire.map.WordOrderChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chargers that look each half of the timeout at 2002 for a life bit at 6000 (the maker's document
 * of the Webasto NEXT, version 3; a Vestel EVC04 does alike). Without one the current at 2000
 * applies and the set point at 5004 is dropped until it is sent again (evcc issue 16487). Addresses
 * and behaviour are written here and not taken from the maps.
 */
class HalfTimeoutTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int FALLBACK = 6;

  private final Bench bench = new Bench();

  /** The device; it begins in its fail-safe, as after a night without a controller. */
  private final class Device {
    final boolean next;
    final int timeout;
    final List<Double> fallbacks = new ArrayList<>();
    boolean safe = true;
    int real = FALLBACK;

    Device(String map, int timeout) {
      this.next = map.equals("webasto-next");
      this.timeout = timeout;
      bench.map = Maps.of(map);
      RegisterFile file = new RegisterFile(bench.map, WordOrder.HIGH_WORD_FIRST);
      bench.charger = new ScriptedCharger(bench.scheduler, bench.map, file);
      bench.order = WordOrderChoice.HIGH_WORD_FIRST;
      bench.mode = ControlMode.STANDING;
      for (int address = 404; address < 1600; address++) {
        file.word(address, 0);
      }
      file.word(404, 1).word(405, 1).word(1001, 1).word(1002, 1).word(1004, 3);
      if (!next) {
        file.word(1014, 231).word(1016, 232).word(1018, 230);
      }
      file.word(1100, 32).word(1102, 6).word(1104, 32).word(1106, 32).word(1108, 32);
      file.word(2000, FALLBACK).word(2002, timeout).word(5004, FALLBACK).word(6000, 0);
      bench.charger.onWrite(this::wrote);
      show();
      if (timeout > 0) {
        bench.scheduler.after(timeout * SECOND / 2, this::look);
      }
    }

    private void wrote(int address, int value) {
      if (address == 5004) {
        real = value;
        show();
      }
    }

    private void look() {
      RegisterFile file = bench.charger.registers();
      if (file.word(6000) == 1) {
        file.word(6000, 0);
        safe = false;
      } else {
        if (!safe) {
          fallbacks.add(bench.scheduler.nanos() / 1e9);
        }
        safe = true;
        real = FALLBACK;
        file.word(5004, FALLBACK);
        show();
      }
      bench.scheduler.after(timeout * SECOND / 2, this::look);
    }

    /** It falls back although it hears life bits, as after a restart of its controller. */
    private void fall() {
      real = FALLBACK;
      bench.charger.registers().word(5004, FALLBACK).word(6000, 0);
      show();
    }

    private void show() {
      RegisterFile file = bench.charger.registers();
      file.word(1000, next ? 3 : 2);
      for (int phase = 0; phase < 3; phase++) {
        file.word(1008 + 2 * phase, real * 1000);
        file.word(1024 + 4 * phase, 0).word(1025 + 4 * phase, real * 231);
      }
      file.word(1020, 0).word(1021, real * 693);
    }
  }

  /** FAULTS C22. */
  @ParameterizedTest
  @CsvSource({"webasto-next, 8", "webasto-next, 20", "webasto-next, 60", "vestel-evc04, 8"})
  void no_half_of_the_timeout_passes_without_a_life_bit(String map, int timeout) {
    Device device = new Device(map, timeout);
    bench.online();
    bench.set("ems-1", 12);
    bench.scheduler.advance(Duration.ofMinutes(30));
    List<ScriptedCharger.Written> beats =
        bench.charger.writes().stream().filter(write -> write.address() == 6000).toList();
    long longest = 0;
    for (int i = 1; i < beats.size(); i++) {
      longest = Math.max(longest, beats.get(i).at() - beats.get(i - 1).at());
    }
    System.out.printf(
        "%s, timeout %d s: %d life bits, longest gap %.2f s, fallbacks %d, at %d A%n",
        map, timeout, beats.size(), longest / 1e9, device.fallbacks.size(), device.real);
    assertThat(beats).extracting(ScriptedCharger.Written::value).containsOnly(1);
    assertThat(longest).isLessThan(timeout * SECOND / 2);
    assertThat(device.fallbacks).isEmpty();
    assertThat(device.real).isEqualTo(12);
    assertThat(bench.losses()).isEmpty();
  }

  /** FAULTS E09. Whatever moment of the device's own clock the command meets. */
  @ParameterizedTest
  @ValueSource(strings = {"webasto-next", "vestel-evc04"})
  void a_limit_that_meets_the_fail_safe_stays(String map) {
    for (int moment = 0; moment < 110; moment++) {
      HalfTimeoutTest one = new HalfTimeoutTest();
      Device device = one.new Device(map, 20);
      one.bench.charger.latency(200);
      one.bench.begin();
      one.bench.scheduler.advance(Duration.ofMillis(15_000 + 100L * moment));
      one.bench.send("set_point", 10);
      one.bench.scheduler.advance(60_000);
      assertThat(one.bench.outcome()).as("moment %d", moment).isInstanceOf(Outcome.Applied.class);
      assertThat(device.real).as("moment %d", moment).isEqualTo(10);
      assertThat(device.fallbacks).as("moment %d", moment).isEmpty();
      assertThat(one.bench.state()).isEqualTo(ControlPhase.HELD);
    }
  }

  /** FAULTS C34. */
  @ParameterizedTest
  @ValueSource(strings = {"webasto-next", "vestel-evc04"})
  void after_its_own_fallback_the_limit_is_sent_again(String map) {
    Device device = new Device(map, 20);
    bench.online();
    bench.set("ems-1", 10);
    bench.charger.away(true);
    bench.scheduler.advance(45_000);
    assertThat(device.real).as("its own timeout ran out").isEqualTo(FALLBACK);
    assertThat(device.fallbacks).hasSize(1);
    bench.charger.away(false);
    bench.scheduler.advance(45_000);
    assertThat(device.real).isEqualTo(10);
    assertThat(device.fallbacks).hasSize(1);
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
  }

  /** FAULTS C34. The connection stays; only the set point shows it, which a NEXT does not read. */
  @Test
  void a_fallback_without_an_outage_is_followed_by_a_life_bit_and_the_limit() {
    Device device = new Device("vestel-evc04", 20);
    bench.online();
    assertThat(bench.set("ems-1", 10)).isInstanceOf(Outcome.Applied.class);
    bench.charger.forget();
    device.fall();
    bench.scheduler.advance(10_000);
    assertThat(device.real).isEqualTo(10);
    assertThat(bench.charger.writes().get(0).address()).as("a life bit first").isEqualTo(6000);
    assertThat(bench.charger.writes("set_point")).hasSize(1);
    assertThat(bench.losses()).isEmpty();
    assertThat(bench.state()).isEqualTo(ControlPhase.HELD);
  }

  /** FAULTS E02. evcc sends no life bit then, because nothing is watched. */
  @ParameterizedTest
  @ValueSource(strings = {"webasto-next", "vestel-evc04"})
  void a_timeout_of_0_watches_no_controller(String map) {
    new Device(map, 0);
    bench.online();
    assertThat(Bench.code(bench.set("ems-1", 10))).isEqualTo(Code.NO_FAILSAFE);
    assertThat(bench.charger.writes()).isEmpty();
  }
}
