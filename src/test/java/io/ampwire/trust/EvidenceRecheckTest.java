package io.ampwire.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.RegisterFile;
import io.ampwire.map.Evlink;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A record is worth what its registers say, whatever it claims. */
class EvidenceRecheckTest {
  private static final RegisterMap MAP = Evlink.MAP;
  private static final long SECOND = 1_000_000_000L;

  private static Evidence honest() {
    HardwareJudge judge = new HardwareJudge(MAP, Map.of("power_factor", 0.99));
    MAP.points()
        .forEach(p -> judge.alone(p, Check.confirmed(Aspect.ADDRESS, "function 3 answered")));
    for (int i = 0; i < 25; i++) {
      RegisterFile registers = new RegisterFile(MAP, WordOrder.HIGH_WORD_FIRST).charging();
      registers.put("contactor_charging_time", 1800 + i).put("session_charging_time", 2000 + i);
      double energy = 10.94 * 1000 * i / 3600;
      registers.put("session_energy", 6946 + energy).put("energy_active_total", 21008 + energy);
      judge.observe(registers.capture(), i * SECOND);
    }
    return record(judge.points());
  }

  private static Evidence record(List<PointEvidence> points) {
    Evidence all = Records.hardware(Records.CHARGER, Records.DEVICE);
    return new Evidence(
        all.kind(),
        all.origin(),
        all.subject(),
        all.device(),
        all.peer(),
        points,
        all.checks(),
        Optional.empty());
  }

  private static Evidence changed(String point, UnaryOperator<PointEvidence> change) {
    List<PointEvidence> points = new ArrayList<>(honest().points());
    points.replaceAll(each -> each.point().equals(point) ? change.apply(each) : each);
    return record(points);
  }

  private static PointEvidence with(
      PointEvidence of, List<PointEvidence.Sample> samples, List<Check> checks) {
    return new PointEvidence(
        of.point(), of.address(), of.readAt(), of.meaning(), of.digest(), samples, checks);
  }

  private static Rung earned(EvidenceRecheck.Result result) {
    return Records.book(Records.KEY.seal(result.evidence()))
        .of(MAP)
        .rung(Axis.READ, Records.DEVICE);
  }

  @Test
  void an_honest_record_keeps_every_verdict() {
    EvidenceRecheck.Result result = EvidenceRecheck.of(MAP, honest());
    assertThat(result.differences()).isEmpty();
    assertThat(result.supported()).isGreaterThan(60);
    assertThat(earned(result)).isEqualTo(Rung.HARDWARE);
  }

  /** FAULTS E07. */
  @Test
  void a_value_that_its_words_do_not_give_loses_its_point() {
    EvidenceRecheck.Result result =
        EvidenceRecheck.of(
            MAP,
            changed(
                "voltage_phase_1",
                p -> with(p, List.of(new PointEvidence.Sample("4366 3333", "231.9")), p.checks())));
    assertThat(result.differences()).extracting(d -> d.point()).contains("voltage_phase_1");
    assertThat(earned(result)).isEqualTo(Rung.DOCUMENTED);
  }

  /** FAULTS E07. */
  @Test
  void a_scale_that_the_registers_do_not_prove_is_only_a_claim() {
    EvidenceRecheck.Result result =
        EvidenceRecheck.of(
            MAP,
            changed(
                "power_factor",
                p ->
                    with(
                        p,
                        p.samples(),
                        List.of(
                            Check.confirmed(Aspect.ADDRESS, "answered"),
                            Check.confirmed(Aspect.WORD_ORDER, "certainly"),
                            Check.confirmed(Aspect.SCALE, "the reference reading 0.5")))));
    assertThat(result.differences())
        .extracting(d -> d.claim())
        .contains("scale: the reference reading 0.5", "word-order: certainly");
    assertThat(earned(result)).isEqualTo(Rung.DOCUMENTED);
  }

  /** FAULTS E07. */
  @Test
  void a_counter_that_stands_still_does_not_count() {
    EvidenceRecheck.Result result =
        EvidenceRecheck.of(
            MAP,
            changed(
                "session_energy",
                p ->
                    with(
                        p,
                        List.of(p.samples().get(0), p.samples().get(0), p.samples().get(0)),
                        p.checks())));
    assertThat(result.differences())
        .extracting(d -> d.point(), d -> d.why())
        .contains(
            org.assertj.core.groups.Tuple.tuple("session_energy", "its registers do not advance"));
  }

  /** FAULTS E07. */
  @Test
  void a_point_read_elsewhere_or_without_registers_proves_nothing() {
    EvidenceRecheck.Result moved =
        EvidenceRecheck.of(
            MAP,
            changed(
                "ev_state",
                p ->
                    new PointEvidence(
                        p.point(),
                        p.address(),
                        5,
                        p.meaning(),
                        p.digest(),
                        p.samples(),
                        p.checks())));
    assertThat(moved.differences()).extracting(d -> d.why()).containsExactly("it was read at 5");
    EvidenceRecheck.Result bare =
        EvidenceRecheck.of(MAP, changed("voltage_phase_1", p -> with(p, List.of(), p.checks())));
    assertThat(bare.differences())
        .extracting(d -> d.why())
        .contains("the record holds no registers of it");
  }

  @Test
  void serial_numbers_and_addresses_are_left_out_with_their_values() {
    assertThat(OwnersPrivacy.personal("serial_number")).isTrue();
    assertThat(OwnersPrivacy.personal("station_mac")).isTrue();
    assertThat(OwnersPrivacy.personal("last_rfid_tag")).isTrue();
    assertThat(OwnersPrivacy.personal("voltage_phase_1")).isFalse();
    assertThat(OwnersPrivacy.personal("max_current_station")).isFalse();
    Evidence record =
        OwnersPrivacy.without(
            record(
                List.of(
                    new PointEvidence(
                        "serial_number",
                        1,
                        1,
                        "ASCII x1",
                        "0".repeat(64),
                        List.of(new PointEvidence.Sample("3132", "12")),
                        List.of(Check.confirmed(Aspect.PLAUSIBLE, "read 12"))))));
    String text = CanonicalText.of(record);
    assertThat(text).doesNotContain("192.0.2.11").doesNotContain("3132").doesNotContain("read 12");
    assertThat(record.points().get(0).confirms(Aspect.PLAUSIBLE)).isTrue();
  }
}
