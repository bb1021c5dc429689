package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Axis;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.JudgedEvidence;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.Records;
import io.ampwire.trust.Rung;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as files, and what becomes of them when somebody edits the file or the map. */
class EvidenceFileTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.resource("schemas/evidence-2.schema.json"));

  @TempDir Path folder;

  private static String text(Evidence record) {
    return new String(EvidenceJson.write(record), StandardCharsets.UTF_8);
  }

  private static Evidence read(String text) {
    return ((EvidenceReader.Parsed) EvidenceReader.read("record.json", text)).evidence();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static RegisterMap map(String text) {
    return ((MapReader.Parsed) MapReader.read("map.yaml", text)).map();
  }

  private static MapTrust judged(Evidence record) {
    return Records.book(record).of(Files.library().maps().get(Files.SHIPPED));
  }

  @Test
  void a_record_comes_back_from_its_file_as_it_was_signed() {
    Evidence record = Records.hardware();

    Evidence again = read(text(record));

    assertThat(again).isEqualTo(record);
    assertThat(judged(again).rung(Axis.READ, Records.DEVICE)).isEqualTo(Rung.HARDWARE);
  }

  @Test
  void written_records_satisfy_the_published_schema() throws IOException {
    for (Evidence record :
        new Evidence[] {
          Records.transport(), Records.hardware(), Records.hardware(Records.CHARGER, Records.DEVICE)
        }) {
      assertThat(SCHEMA.validate(json(text(record)))).isEmpty();
    }
  }

  @Test
  void a_key_that_nobody_signed_is_refused_by_reader_and_schema_alike() throws IOException {
    String text = text(Records.hardware()).replaceFirst("\"map\"", "\"colour\":\"green\",\"map\"");

    assertThat(SCHEMA.validate(json(text))).isNotEmpty();
    assertThat(EvidenceReader.read("record.json", text).toString()).contains("colour");
  }

  @Test
  void an_edited_record_is_broken_and_earns_nothing() {
    String text = text(Records.hardware()).replaceFirst("1\\.2\\.3", "9.9.9");

    MapTrust trust = judged(read(text));

    assertThat(trust.records().get(0).standing()).isEqualTo(JudgedEvidence.Standing.BROKEN);
    assertThat(trust.devices()).isEmpty();
  }

  @Test
  void editing_one_address_voids_that_point_and_what_it_proves_and_says_which() {
    String shipped = Files.library().texts().get(Files.SHIPPED);
    RegisterMap edited = map(shipped.replace("address: 3059", "address: 3061"));
    MapTrust before = Records.book(Records.hardware(), Records.transport()).of(map(shipped));
    MapTrust after = Records.book(Records.hardware(), Records.transport()).of(edited);

    assertThat(before.rung(Axis.READ)).isEqualTo(Rung.HARDWARE);
    assertThat(after.rung(Axis.READ)).isEqualTo(Rung.DOCUMENTED);
    assertThat(after.records())
        .allSatisfy(
            judged -> {
              assertThat(judged.standing()).isEqualTo(JudgedEvidence.Standing.COUNTED);
              assertThat(judged.why()).contains("power_active_phase_tot was at 3059, is at 3061");
              assertThat(judged.changed())
                  .contains("power_active_phase_tot", "current_phase_1", "voltage_phase_avg")
                  .doesNotContain("ev_state", "set_point", "frequence", "session_charging_time");
            });
  }

  /** FAULTS E04. */
  @Test
  void one_new_label_voids_the_evidence_of_no_other_point() {
    String shipped = Files.library().texts().get(Files.SHIPPED);
    RegisterMap edited =
        map(shipped.replace("      0: control_pilot_zero_volt", "      0: control_pilot_at_zero"));
    JudgedEvidence judged = Records.book(Records.hardware()).of(edited).records().get(0);

    assertThat(judged.standing()).isEqualTo(JudgedEvidence.Standing.COUNTED);
    assertThat(judged.changed()).containsExactly("ev_state");
    assertThat(judged.points()).hasSize(judged.evidence().points().size() - 1);
    assertThat(Records.book(Records.hardware()).of(edited).failing(Axis.READ, Records.DEVICE))
        .containsExactly("ev_state");
  }

  @Test
  void a_new_source_title_or_range_of_polls_costs_nothing() {
    String shipped = Files.library().texts().get(Files.SHIPPED);
    String edited =
        shipped
            .replace("max-registers: 125", "max-registers: 20")
            .replace("title: Frequency", "title: Mains frequency")
            .replace("sources: [SPEC, TRACE, EVCC, GEKKO, OH]", "sources: [SPEC, TRACE]");
    assertThat(edited).isNotEqualTo(shipped);
    assertThat(Records.book(Records.hardware()).of(map(edited)).rung(Axis.READ))
        .isEqualTo(Rung.HARDWARE);
  }

  /** FAULTS E03. */
  @Test
  void a_record_of_one_map_is_refused_for_another_that_reads_alike() {
    String shipped = Files.library().texts().get(Files.SHIPPED);
    RegisterMap twin = map(shipped.replace("id: schneider-evlink-pro-ac", "id: twin"));
    JudgedEvidence judged = Records.trusting().judge(Records.hardware(), twin);

    assertThat(judged.standing()).isEqualTo(JudgedEvidence.Standing.UNFIT);
    assertThat(judged.why()).contains("schneider-evlink-pro-ac", "twin");
    assertThat(judged.points()).isEmpty();
    assertThat(Records.book(Records.hardware()).of(twin).records()).isEmpty();
  }

  @Test
  void a_record_of_a_device_that_the_map_is_no_longer_for_is_unfit() {
    String shipped = Files.library().texts().get(Files.SHIPPED);
    RegisterMap narrowed = map(shipped.replace("families: [EVB3]", "families: [EVB3S07]"));
    JudgedEvidence judged = Records.trusting().judge(Records.hardware(), narrowed);

    assertThat(judged.standing()).isEqualTo(JudgedEvidence.Standing.UNFIT);
    assertThat(judged.why()).contains("EVB3S22N40M", "families");
  }

  @Test
  void a_record_of_the_earlier_format_is_reported_once_and_counts_for_nothing() {
    String text = text(Records.hardware()).replaceFirst("\"schema\" *: *2", "\"schema\": 1");

    assertThat(EvidenceReader.read("old.json", text))
        .isInstanceOfSatisfying(
            Problems.class,
            problems ->
                assertThat(problems.problems())
                    .singleElement()
                    .asString()
                    .contains("old.json", "schema", "run verify again"));
  }

  @Test
  void a_better_sentence_in_the_map_costs_no_rung() {
    String shipped = Files.library().texts().get(Files.SHIPPED);
    RegisterMap edited = map(shipped.replace("title: Schneider Electric", "title: The"));

    assertThat(Records.book(Records.hardware()).of(edited).rung(Axis.READ))
        .isEqualTo(Rung.HARDWARE);
  }

  @Test
  void a_rung_written_by_hand_is_refused_for_the_map_and_for_a_point() {
    String shipped = Files.library().texts().get(Files.SHIPPED);
    String edited =
        shipped
            .replace("revision: 1", "revision: 1\nrung: hardware")
            .replace("  - name: ocpp_status", "  - name: ocpp_status\n    rung: hardware");

    assertThat(MapReader.read("map.yaml", edited))
        .isInstanceOfSatisfying(
            Problems.class,
            problems ->
                assertThat(problems.problems())
                    .extracting(Problem::key, Problem::message)
                    .satisfiesExactly(
                        map -> assertThat(map.toList().get(0)).isEqualTo("rung"),
                        point -> assertThat(point.toList().get(0)).isEqualTo("points.1.rung"))
                    .allSatisfy(p -> assertThat(p.toString()).contains("never written by hand")));
  }

  @Test
  void a_folder_s_records_count_if_its_trust_list_names_the_key() throws IOException {
    Path evidence = java.nio.file.Files.createDirectory(folder.resolve("evidence"));
    java.nio.file.Files.write(evidence.resolve("a.json"), EvidenceJson.write(Records.hardware()));
    java.nio.file.Files.writeString(evidence.resolve("b.json"), "{\"schema\": 1}");
    java.nio.file.Files.writeString(
        evidence.resolve("trust.yaml"),
        "schema: 1\nkeys:\n  - name: Me\n    key: "
            + Records.KEY.open().text()
            + "\n    kinds: [hardware]\n");
    RegisterMap map = Files.library().maps().get(Files.SHIPPED);

    EvidenceLibrary library = EvidenceLibrary.load(java.util.List.of(folder, folder.resolve("x")));

    assertThat(library.book().of(map).rung(Axis.READ, Records.DEVICE)).isEqualTo(Rung.HARDWARE);
    assertThat(library.problems()).isNotEmpty();
    assertThat(library.problems()).allSatisfy(p -> assertThat(p.file()).endsWith("b.json"));

    EvidenceLibrary untrusted =
        EvidenceLibrary.load(java.util.List.of(), java.util.List.of(folder));
    assertThat(untrusted.book().of(map).rung(Axis.READ, Records.DEVICE))
        .as("a pack of maps does not say whom to trust")
        .isNotEqualTo(Rung.HARDWARE);
    assertThat(untrusted.problems())
        .anySatisfy(p -> assertThat(p.toString()).contains("trust.yaml", "trust-maps-folder"));
  }
}
