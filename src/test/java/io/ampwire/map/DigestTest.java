package io.ampwire.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.format.MapReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digests differ wherever meanings do, whatever characters a map puts into its strings. */
class DigestTest {
  private static final String MAP =
      """
      schema: 1
      id: small
      title: Small
      revision: 1
      licence: Apache-2.0
      sources: [{ mark: A, kind: document, title: A document }]
      link: { unit: 1, word-order: high-word-first }
      identity: { reference: ref, families: FAMILIES }
      points:
        - { name: ref, address: 0, registers: 4, type: ASCII, sources: [A] }
        - { name: state, address: 10, type: U16, unit: UNIT, labels: LABELS, sources: [A] }
        - { name: other, address: 20, type: U16, unit: OTHER, sources: [A] }
      """;

  private static RegisterMap map(String families, String unit, String labels, String other) {
    String text =
        MAP.replace("FAMILIES", families)
            .replace("UNIT", unit)
            .replace("LABELS", labels)
            .replace("OTHER", other);
    return ((MapReader.Parsed) MapReader.read("small.yaml", text)).map();
  }

  private static RegisterMap map(String families) {
    return map(families, "A", "{}", "A");
  }

  /** FAULTS E03. The joined text of both lists was the same, and so was the digest. */
  @Test
  void lists_that_read_alike_when_joined_have_digests_of_their_own() {
    RegisterMap one = map("[\"EVB3, KEBA\"]");
    RegisterMap two = map("[EVB3, KEBA]");
    assertThat(one.identity().families().toString())
        .isEqualTo(two.identity().families().toString());
    assertThat(one.digest()).isNotEqualTo(two.digest());
  }

  /** FAULTS E03. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"A\\n[other, 20\" | \"A\"",
        "\"A, READ\" | \"A\"",
        "\"A,1:B\" | \"A\"",
        "\"1:A,\" | \"A\"",
        "\"A\\\\n\" | \"A\\n\"",
        "\"A \" | \"A\""
      })
  void a_unit_cannot_stand_for_anything_behind_it(String one, String two) {
    RegisterMap first = map("[]", one, "{}", two);
    RegisterMap second = map("[]", two, "{}", one);
    RegisterMap third = map("[]", one, "{}", one);
    Set<String> maps = new HashSet<>();
    Set<String> points = new HashSet<>();
    for (RegisterMap map : List.of(first, second, third)) {
      maps.add(map.digest());
      points.add(PointDigest.of(map, map.point("state").orElseThrow()));
    }
    assertThat(maps).hasSize(3);
    assertThat(points).as("state, by its unit").hasSize(2);
  }

  @Test
  void more_laws_than_any_charger_needs_are_a_fault_and_no_digest_is_taken() {
    String text =
        MAP.replace("FAMILIES", "[]")
                .replace("UNIT", "A")
                .replace("LABELS", "{}")
                .replace("OTHER", "A")
            + "physics:\n"
            + "  - in-range: { points: [state], min: 1, max: 2 }\n".repeat(101);
    assertThat(MapReader.read("small.yaml", text).toString()).contains("physics", "at most 100");
  }

  @Test
  void a_label_belongs_to_its_own_point_alone() {
    RegisterMap one = map("[]", "A", "{ 1: on }", "A");
    RegisterMap two = map("[]", "A", "{ 1: running }", "A");
    assertThat(PointDigest.of(one, one.point("state").orElseThrow()))
        .isNotEqualTo(PointDigest.of(two, two.point("state").orElseThrow()));
    assertThat(PointDigest.of(one, one.point("other").orElseThrow()))
        .isEqualTo(PointDigest.of(two, two.point("other").orElseThrow()));
  }

  /** What every point takes from the link is part of each point's own digest. */
  @Test
  void the_link_s_word_order_and_unit_are_part_of_each_point() {
    String text =
        MAP.replace("FAMILIES", "[]")
            .replace("UNIT", "A")
            .replace("LABELS", "{}")
            .replace("OTHER", "A");
    Set<String> digests = new HashSet<>();
    for (String link :
        List.of(
            "unit: 1, word-order: high-word-first",
            "unit: 2, word-order: high-word-first",
            "unit: 1, word-order: low-word-first",
            "unit: 1, word-order: high-word-first, read-function: 4")) {
      RegisterMap map =
          ((MapReader.Parsed)
                  MapReader.read(
                      "small.yaml", text.replace("unit: 1, word-order: high-word-first", link)))
              .map();
      digests.add(PointDigest.of(map, map.point("other").orElseThrow()));
    }
    assertThat(digests).hasSize(4);
  }
}
