package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Aspect;
import io.ampwire.trust.Axis;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.EvidenceKind;
import io.ampwire.trust.JudgedEvidence;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.PointEvidence;
import io.ampwire.trust.Rung;
import io.ampwire.trust.TraceJudge;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What this repository claims to have proven, which is little, and nothing of it green. */
class ShippedEvidenceTest {
  private static final EvidenceLibrary LIBRARY = EvidenceLibrary.shipped();
  private static final String TRACE = "evidence/traces/schneider-evlink-pro-ac.json";

  private static MapTrust evlink() {
    return LIBRARY.book().of(Files.library().maps().get(Files.SHIPPED));
  }

  @Test
  void every_record_satisfies_the_schema_and_counts() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.resource("schemas/evidence-2.schema.json"));
    for (String file : Resources.index("evidence")) {
      assertThat(schema.validate(new ObjectMapper().readTree(Resources.text(file)))).isEmpty();
    }
    assertThat(LIBRARY.problems()).isEmpty();
    assertThat(evlink().records().stream().filter(judged -> ours(judged.evidence())))
        .hasSize(3)
        .allSatisfy(
            judged ->
                assertThat(judged.standing())
                    .as(judged.why())
                    .isEqualTo(JudgedEvidence.Standing.COUNTED));
  }

  /** The project's own records are traces and tests against third-party servers. */
  private static boolean ours(Evidence evidence) {
    return evidence.kind() != EvidenceKind.HARDWARE;
  }

  @Test
  void nothing_is_green() {
    for (RegisterMap map : Files.library().maps().values()) {
      MapTrust trust = LIBRARY.book().of(map);
      assertThat(trust.devices()).as(map.id()).isEmpty();
      for (Axis axis : Axis.values()) {
        assertThat(trust.rung(axis)).as(map.id()).isNotEqualTo(Rung.HARDWARE);
      }
    }
    assertThat(LIBRARY.keys().keys())
        .allSatisfy(key -> assertThat(key.kinds()).doesNotContain(EvidenceKind.HARDWARE));
  }

  @Test
  void the_evlink_map_has_earned_transport_for_reading_and_nothing_else() {
    assertThat(evlink().rung(Axis.READ)).isEqualTo(Rung.TRANSPORT);
    assertThat(evlink().rung(Axis.WRITE)).isEqualTo(Rung.DOCUMENTED);
    assertThat(evlink().rung(Axis.FAILSAFE)).isEqualTo(Rung.DOCUMENTED);
  }

  @Test
  void published_traces_confirm_addresses_and_contradict_the_documented_word_order() {
    List<PointEvidence> points =
        evlink().records().stream()
            .map(JudgedEvidence::evidence)
            .filter(record -> record.kind() == EvidenceKind.TRACE)
            .flatMap(record -> record.points().stream())
            .toList();

    assertThat(points).hasSize(11).allMatch(p -> p.confirms(Aspect.ADDRESS));
    assertThat(points).allMatch(p -> p.confirms(Aspect.SCALE));
    assertThat(evlink().contradictions())
        .extracting(MapTrust.Contradiction::point)
        .containsExactly(
            "current_phase_1",
            "current_phase_2",
            "current_phase_3",
            "voltage_phase_1",
            "voltage_phase_2",
            "voltage_phase_3",
            "power_active_phase_tot",
            "energy_active_total",
            "session_energy");
    assertThat(evlink().contradictions())
        .allSatisfy(
            against -> {
              assertThat(against.check().aspect()).isEqualTo(Aspect.WORD_ORDER);
              assertThat(against.check().detail())
                  .startsWith("documented high-word-first, low-word-first in");
            });
  }

  @Test
  void the_shipped_trace_record_is_what_its_reads_say() {
    RegisterMap map = Files.library().maps().get(Files.SHIPPED);
    TraceReader.Trace trace = (TraceReader.Trace) TraceReader.read(TRACE, Resources.text(TRACE));
    TraceJudge judge = new TraceJudge(map);
    trace.reads().forEach(read -> judge.read(read.address(), read.words(), read.seen()));

    assertThat(evlink().records().get(0).evidence().points()).isEqualTo(judge.points());
  }
}
