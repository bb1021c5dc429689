package io.ampwire.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Capture;
import io.ampwire.decode.RegisterFile;
import io.ampwire.map.Evlink;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What readings of a device prove, and what stays open. */
class HardwareJudgeTest {
  private static final RegisterMap MAP = Evlink.MAP;
  private static final long SECOND = 1_000_000_000L;
  private static final int SAMPLES = 25;

  /** A car that charges for 24 seconds; energy as 11 kW add it. */
  private static HardwareJudge charging(WordOrder order, Map<String, Double> references) {
    HardwareJudge judge = new HardwareJudge(MAP, references);
    MAP.points().forEach(p -> judge.alone(p, Check.confirmed(Aspect.ADDRESS, "answered")));
    for (int i = 0; i < SAMPLES; i++) {
      RegisterFile registers = new RegisterFile(MAP, order).charging();
      registers.put("contactor_charging_time", 1800 + i).put("session_charging_time", 2000 + i);
      double energy = 10.94 * 1000 * i / 3600;
      registers.put("session_energy", 6946 + energy).put("energy_active_total", 21008 + energy);
      judge.observe(registers.capture(), i * SECOND);
    }
    return judge;
  }

  private static PointEvidence of(HardwareJudge judge, String point) {
    return judge.points().stream().filter(p -> p.point().equals(point)).findFirst().orElseThrow();
  }

  private static MapTrust trust(HardwareJudge judge) {
    Evidence all = Records.hardware(Records.CHARGER, Records.DEVICE);
    return Records.book(
            Records.KEY.seal(
                new Evidence(
                    all.kind(),
                    all.origin(),
                    all.subject(),
                    all.device(),
                    all.peer(),
                    judge.points(),
                    all.checks(),
                    Optional.empty())))
        .of(MAP);
  }

  @Test
  void a_charging_device_in_the_documented_order_turns_the_map_green_with_one_reference() {
    MapTrust trust = trust(charging(WordOrder.HIGH_WORD_FIRST, Map.of("power_factor", 0.99)));

    assertThat(trust.failing(Axis.READ, Records.DEVICE)).isEmpty();
    assertThat(trust.rung(Axis.READ, Records.DEVICE)).isEqualTo(Rung.HARDWARE);
    assertThat(trust.contradictions()).isEmpty();
  }

  @Test
  void the_power_factor_needs_a_reading_by_hand() {
    MapTrust trust = trust(charging(WordOrder.HIGH_WORD_FIRST, Map.of()));

    assertThat(trust.failing(Axis.READ, Records.DEVICE)).containsExactly("power_factor");
  }

  @Test
  void the_other_order_contradicts_the_map_point_by_point() {
    HardwareJudge judge = charging(WordOrder.LOW_WORD_FIRST, Map.of());

    assertThat(judge.order()).hasValue(WordOrder.LOW_WORD_FIRST);
    for (String point :
        List.of("voltage_phase_1", "current_phase_1", "session_charging_time", "session_energy")) {
      assertThat(of(judge, point).contradictions())
          .as(point)
          .extracting(Check::aspect, Check::detail)
          .contains(
              org.assertj.core.groups.Tuple.tuple(
                  Aspect.WORD_ORDER, "documented high-word-first, proved low-word-first"));
    }
    assertThat(trust(judge).rung(Axis.READ, Records.DEVICE)).isEqualTo(Rung.DOCUMENTED);
  }

  @Test
  void a_reference_that_is_not_read_contradicts_the_scale() {
    HardwareJudge judge =
        charging(WordOrder.HIGH_WORD_FIRST, Map.of("power_active_phase_tot", 10940.0));

    assertThat(of(judge, "power_active_phase_tot").contradictions())
        .extracting(Check::aspect)
        .containsExactly(Aspect.SCALE);
  }

  @Test
  void an_idle_device_contradicts_nothing_and_leaves_open_what_it_cannot_show() {
    HardwareJudge judge = new HardwareJudge(MAP, Map.of());
    MAP.points().forEach(p -> judge.alone(p, Check.confirmed(Aspect.ADDRESS, "answered")));
    for (int i = 0; i < SAMPLES; i++) {
      judge.observe(new RegisterFile(MAP, WordOrder.HIGH_WORD_FIRST).idle().capture(), i * SECOND);
    }
    MapTrust trust = trust(judge);

    assertThat(trust.contradictions()).isEmpty();
    assertThat(trust.failing(Axis.READ, Records.DEVICE))
        .contains("current_phase_1", "power_active_phase_tot", "session_energy")
        .doesNotContain("voltage_phase_1", "frequence", "ev_state");
    assertThat(of(judge, "current_phase_1").checks())
        .extracting(Check::outcome)
        .contains(Check.Outcome.OPEN);
  }

  @Test
  void random_registers_prove_nothing_and_turn_nothing_green() {
    Random random = new Random(7);
    HardwareJudge judge = new HardwareJudge(MAP, Map.of());
    MAP.points().forEach(p -> judge.alone(p, Check.confirmed(Aspect.ADDRESS, "answered")));
    for (int i = 0; i < SAMPLES; i++) {
      Capture capture = new Capture(MAP);
      MAP.points()
          .forEach(
              p -> {
                byte[] bytes = new byte[2 * p.registers()];
                random.nextBytes(bytes);
                capture.put(p, bytes, 0);
              });
      judge.observe(capture, i * SECOND);
    }

    assertThat(judge.order()).isEmpty();
    assertThat(judge.witnesses()).isEmpty();
    assertThat(trust(judge).rung(Axis.READ, Records.DEVICE)).isEqualTo(Rung.DOCUMENTED);
    assertThat(
            judge.points().stream()
                .filter(p -> p.confirms(Aspect.WORD_ORDER) || p.confirms(Aspect.SCALE))
                .map(PointEvidence::point)
                .collect(Collectors.toSet()))
        .isEmpty();
  }

  @Test
  void a_code_that_the_map_does_not_know_contradicts_it() {
    HardwareJudge judge = new HardwareJudge(MAP, Map.of());
    judge.observe(
        new RegisterFile(MAP, WordOrder.HIGH_WORD_FIRST).charging().put("ev_state", 117).capture(),
        0);

    assertThat(of(judge, "ev_state").contradictions())
        .singleElement()
        .satisfies(check -> assertThat(check.detail()).contains("117"));
  }

  @Test
  void a_point_that_the_device_refuses_is_contradicted_at_its_address() {
    HardwareJudge judge = charging(WordOrder.HIGH_WORD_FIRST, Map.of());
    judge.alone(Evlink.point("ocpp_status"), Check.contradicted(Aspect.ADDRESS, "exception 2"));

    assertThat(trust(judge).failing(Axis.READ, Records.DEVICE)).contains("ocpp_status");
  }

  @Test
  void a_power_whose_scale_is_off_by_a_power_of_ten_contradicts_the_map_with_the_factor() {
    HardwareJudge judge = new HardwareJudge(MAP, Map.of());
    RegisterFile registers = new RegisterFile(MAP, WordOrder.HIGH_WORD_FIRST).charging();
    registers.put("power_active_phase_tot", 10_940);
    for (int i = 0; i < 8; i++) {
      judge.observe(registers.capture(), i * SECOND);
    }
    assertThat(of(judge, "power_active_phase_tot").contradictions())
        .extracting(Check::aspect, Check::detail)
        .anySatisfy(
            check -> {
              assertThat(check.toList().get(0)).isEqualTo(Aspect.SCALE);
              assertThat(check.toList().get(1).toString()).contains("0.001");
            });
    assertThat(of(judge, "voltage_phase_1").contradictions()).isEmpty();
  }
}
