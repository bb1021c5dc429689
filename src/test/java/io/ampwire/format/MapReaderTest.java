package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.LifebitScheme;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapReaderTest {
  private static final String HEAD =
      """
      schema: 1
      id: bench
      title: A bench device
      revision: 1
      licence: Apache-2.0
      sources: [{ mark: DOC, kind: document, title: A document }]
      link: { unit: 1, word-order: high-word-first }
      """;

  /** FAULTS D08. */
  @Test
  void a_map_with_many_faults_tells_all_of_them_at_once_with_their_lines() {
    String text =
        HEAD
            + """
            points:
              - name: power
                address: 100
                type: F32
                sources: [DOC]
              - name: energy
                address: 101 # overlaps
                type: U32
                sources: [DOC]
              - name: beyond
                address: 70000 # outside
                type: U16
                sources: [DOC]
              - name: last
                address: 65535 # half outside
                type: U32
                sources: [DOC]
              - name: strange
                address: 200
                type: U33 # unknown
                sources: [DOC]
              - name: power # twice
                address: 300
                type: U16
                sources: [DOC]
              - name: limit
                address: 400
                type: U16
                access: read-write
                write:
                  range: { min: 6, max: 70000 } # wide
                sources: [DOC]
            """;
    assertThat(problems(text))
        .containsExactly(
            at(text, "# overlaps", "points.1.address", "'energy' overlaps 'power' at 100"),
            at(text, "# outside", "points.2.address", "must be 0..65535, not 70000"),
            at(text, "# half", "points.3.address", "2 registers from 65535 run past 65535"),
            at(
                text,
                "# unknown",
                "points.4.type",
                "unknown type 'U33', known are U16 S16 U32 S32 U64 S64 F32 F64 ASCII UTF16 BIT, with BE,"
                    + " ABCD, CDAB, BADC or DCBA behind them where the order is not the map's; a text"
                    + " whose low byte comes first has BADC, BIT has none"),
            at(text, "# twice", "points.5.name", "'power' is already the name of the point at 100"),
            at(text, "# wide", "points.6.write.range", "6..70000 is not inside U16"));
  }

  /** FAULTS D08. */
  @Test
  void spelling_faults_and_faults_of_meaning_are_told_together() {
    String text =
        HEAD
            + """
            colour: green
            lifebit: { scheme: write-constant, point: nowhere, value: one, period: 2 }
            points:
              - name: state
                address: ten
                type: U16
                type: U32
                sources: [DOC, GONE]
              - address: 5
                type: ASCII
                access: perhaps
                sources: [DOC]
            """;
    assertThat(problems(text))
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "colour",
            "lifebit.point",
            "lifebit.value",
            "lifebit.period",
            "points.0.address",
            "points.0.type",
            "points.0.sources",
            "points.1.name",
            "points.1.registers",
            "points.1.access");
  }

  @Test
  void a_problem_prints_as_editors_expect_it() {
    assertThat(new Problem("a.yaml", 7, "points.0.type", "missing"))
        .hasToString("a.yaml:7: points.0.type: missing");
    assertThat(new Problem("a.yaml", 1, "", "the file is empty"))
        .hasToString("a.yaml:1: the file is empty");
  }

  @Test
  void text_that_is_no_map_is_told_and_never_thrown() {
    for (String text : List.of("", "\t", "a: [", "- 1", "plain", "a: *b", "? [x]\n: 1", "null")) {
      assertThat(MapReader.read("x.yaml", text)).as(text).isInstanceOf(Problems.class);
    }
  }

  @Test
  void alias_bombs_and_huge_or_deep_files_are_refused() {
    String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    assertThat(problems(bomb)).hasSize(1).first().asString().contains("no YAML");
    assertThat(problems("# " + "x".repeat(1 << 20))).first().asString().contains("longer than");
    assertThat(problems("a: " + "[".repeat(200))).first().asString().contains("no YAML");
  }

  @Test
  void a_key_without_a_value_is_a_fault_and_a_byte_order_mark_is_none() {
    String text = Files.resource("maps/everything.yaml");
    assertThat(problems(text.replace("max-registers: 2", "max-registers:")))
        .extracting(Problem::key)
        .contains("link.max-registers");
    assertThat(map("\uFEFF" + text).id()).isEqualTo("everything");
  }

  @Test
  void control_characters_are_told_in_one_line() {
    assertThat(problems("id: \u0007\n")).singleElement().asString().doesNotContain("\n");
  }

  @Test
  void a_tag_of_a_class_is_only_text() {
    assertThat(problems("id: !!javax.script.ScriptEngineManager []\n")).isNotEmpty();
  }

  @Test
  void word_orders_functions_and_limits_can_be_said_per_map_and_per_point() {
    RegisterMap map = map(Files.resource("maps/everything.yaml"));
    assertThat(map.point("power").orElseThrow().order()).isEqualTo(WordOrder.LOW_WORD_FIRST);
    assertThat(map.point("current").orElseThrow().order()).isEqualTo(WordOrder.HIGH_WORD_FIRST);
    assertThat(map.point("current").orElseThrow().readFunction()).isEqualTo(3);
    assertThat(map.point("current").orElseThrow().unitId()).hasValue(2);
    assertThat(map.point("power").orElseThrow().readFunction()).isEqualTo(4);
    assertThat(map.link().blockReads()).isFalse();
    assertThat(map.lifebit().orElseThrow().scheme())
        .isEqualTo(new LifebitScheme.RewriteSetPoint("limit"));
    assertThat(map.point("early").orElseThrow().firmware().contains("1.2.0")).isTrue();
    assertThat(map.point("early").orElseThrow().firmware().contains("1.10")).isFalse();
    assertThat(map.point("state").orElseThrow().labels().get(1).confirmed()).isFalse();
  }

  @Test
  void the_digest_follows_what_the_map_means_and_not_its_prose() {
    String text = Files.resource("maps/everything.yaml");
    String digest = map(text).digest();
    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(map(text.replace("One of everything", "Other words")).digest()).isEqualTo(digest);
    assertThat(map(text.replace("address: 45", "address: 46")).digest()).isNotEqualTo(digest);
    assertThat(map(text.replace("below: \"1.2.1\"", "below: \"1.2.0\"")).digest())
        .isNotEqualTo(digest);
  }

  private static Problem at(String text, String mark, String key, String message) {
    return new Problem("bench.yaml", Files.line(text, mark), key, message);
  }

  private static List<Problem> problems(String text) {
    return ((Problems) MapReader.read("bench.yaml", text)).problems();
  }

  private static RegisterMap map(String text) {
    return ((MapReader.Parsed) MapReader.read("everything.yaml", text)).map();
  }
}
