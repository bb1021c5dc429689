package io.ampwire.trust;

import static io.ampwire.trust.Records.DEVICE;
import static io.ampwire.trust.Records.book;
import static io.ampwire.trust.Records.checks;
import static io.ampwire.trust.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.Evlink;
import io.ampwire.map.RegisterMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RungTest {
  private static final RegisterMap MAP = Evlink.MAP;

  private static JudgedEvidence.Standing standing(MapTrust trust) {
    return trust.records().get(0).standing();
  }

  @Test
  void a_map_that_nobody_proved_is_documented_on_every_axis() {
    MapTrust trust = TrustBook.EMPTY.of(MAP);

    for (Axis axis : Axis.values()) {
      assertThat(trust.rung(axis)).isEqualTo(Rung.DOCUMENTED);
    }
  }

  @Test
  void transport_lifts_reading_alone_and_stays_gray() {
    MapTrust trust = book(Records.transport()).of(MAP);

    assertThat(trust.rung(Axis.READ)).isEqualTo(Rung.TRANSPORT);
    assertThat(trust.rung(Axis.READ).colour()).isEqualTo("gray");
    assertThat(trust.rung(Axis.WRITE)).isEqualTo(Rung.DOCUMENTED);
    assertThat(trust.rung(Axis.FAILSAFE)).isEqualTo(Rung.DOCUMENTED);
  }

  @Test
  void hardware_is_green_for_the_device_it_was_done_on_and_for_no_other() {
    MapTrust trust = book(Records.hardware()).of(MAP);

    assertThat(trust.rung(Axis.READ, DEVICE)).isEqualTo(Rung.HARDWARE);
    assertThat(trust.devices()).containsExactly(DEVICE);
    for (DeviceVersion other :
        List.of(
            new DeviceVersion(DEVICE.reference(), Optional.of("1.2.4")),
            new DeviceVersion(Optional.of("EVB3S07N40M"), DEVICE.firmware()),
            new DeviceVersion(DEVICE.reference(), Optional.empty()),
            DeviceVersion.UNKNOWN)) {
      assertThat(trust.rung(Axis.READ, other)).as(other.toString()).isEqualTo(Rung.DOCUMENTED);
    }
  }

  @Test
  void reading_proves_neither_writing_nor_the_fail_safe() {
    MapTrust trust = book(Records.hardware()).of(MAP);

    assertThat(trust.rung(Axis.WRITE, DEVICE)).isEqualTo(Rung.DOCUMENTED);
    assertThat(trust.rung(Axis.FAILSAFE, DEVICE)).isEqualTo(Rung.DOCUMENTED);
  }

  @Test
  void a_map_has_the_rung_of_its_lowest_required_point() {
    Evidence one =
        with(
            Records.hardware(),
            "frequence",
            checks(
                Check.confirmed(Aspect.ADDRESS, "answered"),
                Check.open(Aspect.SCALE, "it read zero")));
    MapTrust trust = book(Records.KEY.seal(one)).of(MAP);

    assertThat(trust.rung(Axis.READ, DEVICE)).isEqualTo(Rung.DOCUMENTED);
    assertThat(trust.failing(Axis.READ, DEVICE)).containsExactly("frequence");
    assertThat(trust.rung(Evlink.point("voltage_phase_1"), Axis.READ, DEVICE))
        .isEqualTo(Rung.HARDWARE);
  }

  @Test
  void a_point_that_the_document_lacks_decides_nothing() {
    Evidence without = with(Records.hardware(), "energy_active_total", checks());

    assertThat(book(Records.KEY.seal(without)).of(MAP).rung(Axis.READ, DEVICE))
        .isEqualTo(Rung.HARDWARE);
  }

  @Test
  void of_two_records_of_the_same_device_the_newer_decides() {
    Evidence newer =
        with(
            later(Records.hardware()),
            "set_point",
            checks(Check.contradicted(Aspect.PLAUSIBLE, "reads 4000")));
    MapTrust trust = book(Records.KEY.seal(newer), Records.hardware()).of(MAP);

    assertThat(trust.failing(Axis.READ, DEVICE)).containsExactly("set_point");
  }

  @Test
  void a_trace_confirms_and_contradicts_and_earns_nothing() {
    Evidence trace = asTrace(Records.hardware());
    MapTrust trust = book(Records.KEY.seal(trace)).of(MAP);

    assertThat(standing(trust)).isEqualTo(JudgedEvidence.Standing.COUNTED);
    assertThat(trust.rung(Axis.READ, DEVICE)).isEqualTo(Rung.DOCUMENTED);
  }

  @Test
  void a_record_by_the_machine_that_asked_is_no_hardware() {
    Peer simulator = new Peer("127.0.0.1:1502", true, "EVB3S22N40M", "the device");
    Evidence record = Records.KEY.seal(Records.hardware(simulator, DEVICE));
    MapTrust trust = book(record).of(MAP);

    assertThat(standing(trust)).isEqualTo(JudgedEvidence.Standing.UNFIT);
    assertThat(trust.records().get(0).why()).contains("simulator");
    assertThat(trust.rung(Axis.READ, DEVICE)).isEqualTo(Rung.DOCUMENTED);
  }

  @Test
  void a_device_without_a_name_turns_nothing_green() {
    Evidence record = Records.KEY.seal(Records.hardware(Records.CHARGER, DeviceVersion.UNKNOWN));

    assertThat(standing(book(record).of(MAP))).isEqualTo(JudgedEvidence.Standing.UNFIT);
    assertThat(book(record).of(MAP).rung(Axis.READ)).isEqualTo(Rung.DOCUMENTED);
  }

  @Test
  void a_stranger_s_record_is_claimed_an_unsigned_one_counts_for_nothing() {
    Evidence stranger = SigningKey.create().seal(Records.hardware());
    Evidence unsigned = Records.hardware(Records.CHARGER, DEVICE);

    assertThat(standing(book(stranger).of(MAP))).isEqualTo(JudgedEvidence.Standing.CLAIMED);
    assertThat(standing(book(unsigned).of(MAP))).isEqualTo(JudgedEvidence.Standing.UNSIGNED);
    assertThat(book(stranger, unsigned).of(MAP).rung(Axis.READ, DEVICE)).isEqualTo(Rung.DOCUMENTED);
  }

  @Test
  void a_key_is_believed_only_what_the_trust_list_says() {
    TrustedKey narrow = new TrustedKey("Bench", Records.KEY.open(), Set.of(EvidenceKind.TRANSPORT));
    TrustBook book = new TrustBook(List.of(Records.hardware()), new TrustList(List.of(narrow)));

    assertThat(standing(book.of(MAP))).isEqualTo(JudgedEvidence.Standing.CLAIMED);
    assertThat(book.of(MAP).records().get(0).why()).contains("Bench", "hardware");
  }

  @ParameterizedTest
  @EnumSource
  void every_rung_says_what_it_proves_and_what_not(Rung rung) {
    assertThat(rung.proves()).isNotBlank();
    assertThat(rung.doesNotProve()).isNotBlank();
    assertThat(rung.colour()).isEqualTo(rung == Rung.HARDWARE ? "green" : "gray");
  }

  @Test
  void every_point_needs_its_address_and_quantities_need_physics_too() {
    MAP.points().forEach(p -> assertThat(ProofNeeds.of(MAP, p)).contains(Aspect.ADDRESS));
    assertThat(ProofNeeds.of(MAP, Evlink.point("power_factor")))
        .isEqualTo(EnumSet.of(Aspect.ADDRESS, Aspect.WORD_ORDER, Aspect.SCALE));
    assertThat(ProofNeeds.of(MAP, Evlink.point("session_energy")))
        .isEqualTo(EnumSet.of(Aspect.ADDRESS, Aspect.WORD_ORDER, Aspect.COUNTS));
    assertThat(ProofNeeds.of(MAP, Evlink.point("session_charging_time")))
        .isEqualTo(EnumSet.of(Aspect.ADDRESS, Aspect.WORD_ORDER, Aspect.COUNTS));
    assertThat(ProofNeeds.of(MAP, Evlink.point("ev_state")))
        .isEqualTo(EnumSet.of(Aspect.ADDRESS, Aspect.CODES));
    assertThat(ProofNeeds.of(MAP, Evlink.point("set_point")))
        .isEqualTo(EnumSet.of(Aspect.ADDRESS, Aspect.PLAUSIBLE));
  }

  private static Evidence later(Evidence r) {
    return new Evidence(
        r.kind(),
        new Evidence.Origin("2026-11-23T19:00:00Z", r.origin().tool()),
        r.subject(),
        r.device(),
        r.peer(),
        r.points(),
        r.checks(),
        Optional.empty());
  }

  private static Evidence asTrace(Evidence r) {
    return new Evidence(
        EvidenceKind.TRACE,
        r.origin(),
        r.subject(),
        r.device(),
        r.peer(),
        r.points(),
        r.checks(),
        Optional.empty());
  }
}
