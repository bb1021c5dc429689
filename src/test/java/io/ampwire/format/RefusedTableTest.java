package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.format.table.ImportFinding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are refused, and cells that try to be more than cells. */
class RefusedTableTest {
  /** A cell as long as a finding repeats it, with characters that JSON escapes. */
  private static final String LONG = "\u00e4\"".repeat(140);

  private static List<String> said(MapImport made, ImportFinding.Kind kind) {
    return made.findings().stream()
        .filter(finding -> finding.kind() == kind)
        .map(finding -> finding.text(made.file()))
        .toList();
  }

  @Test
  void a_rung_written_by_hand_is_refused() {
    MapImport column = MapImport.of("x", "t.csv", "name,address,type,rung\na,1,U16,hardware\n");
    MapImport row =
        MapImport.of(
            "x",
            "t.md",
            "| name | address | type |\n|---|---|---|\n| a | 1 | U16 |\n| rung | hardware |\n");

    assertThat(List.of(column, row)).allMatch(made -> made.yaml().isEmpty());
    assertThat(said(column, ImportFinding.Kind.REFUSED))
        .singleElement()
        .asString()
        .contains("t.csv:1: column 'rung'", "never written by hand");
    assertThat(said(row, ImportFinding.Kind.REFUSED)).singleElement().asString().contains("t.md:4");
  }

  /** FAULTS H15. */
  @Test
  void a_refusal_stays_below_16_kB_however_much_it_finds() {
    String part = "| point | address (0-based) | type | unit | rung |\n|---|---|---|---|---|\n";
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      table
          .append(part)
          .append("| a | %d | %s | %s | hardware |%n".formatted(i, i + LONG, i + LONG));
    }
    MapImport made = MapImport.of("x", "t.md", table.toString());

    byte[] refusal = ImportJson.write(made);

    assertThat(made.yaml()).isEmpty();
    assertThat(refusal).hasSizeLessThan(16 * 1024);
    assertThat(new String(refusal, StandardCharsets.UTF_8))
        .contains("\"findings\":[{", "\"findings_left_out\":");
  }

  @Test
  void what_is_no_table_is_refused_and_says_what_a_table_needs() {
    for (String text : List.of("", "hello", "{\"a\":1}", "a,b\n1,2\n", "name,address,type\n\"x")) {
      MapImport made = MapImport.of("x", "t.csv", text);

      assertThat(made.yaml()).as(text).isEmpty();
      assertThat(said(made, ImportFinding.Kind.REFUSED)).as(text).isNotEmpty();
    }
  }

  @Test
  void cells_cannot_break_out_of_the_generated_map() {
    String table =
        "name,address,type,unit,comment\n"
            + "\"a\n"
            + "rung: hardware\",1,U16,\"A\"\" # x\",\"y\n"
            + "id: other\"\n";

    MapImport made = MapImport.of("x", "t.csv", table);

    assertThat(made.map()).as("%s", made.missing()).isPresent();
    assertThat(made.map().orElseThrow().id()).isEqualTo("x");
    assertThat(made.map().orElseThrow().points().get(0).unit()).as("not a known unit").isEmpty();
    assertThat(said(made, ImportFinding.Kind.UNUSED))
        .anyMatch(s -> s.contains("'A\" # x' is not a known unit"));
  }

  @Test
  void mutated_tables_are_refused_or_become_the_text_of_a_map() {
    Random random = new Random(20261125);
    for (String file :
        List.of(
            "tables/keba-p30-deutsch.csv",
            "tables/abb-terra-ac.md",
            "tables/vestel-evc04.csv",
            "tables/go-echarger-en.md",
            "tables/smartevse-2.md",
            "tables/warp-charger-de.md",
            "tables/heidelberg-energy-control.csv",
            "seed/schneider-evlink-pro-ac.txt")) {
      byte[] table = Files.resource(file).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 60; i++) {
        byte[] mutated = table.clone();
        for (int j = 0; j < 1 + random.nextInt(20); j++) {
          mutated[random.nextInt(mutated.length)] = table[random.nextInt(table.length)];
        }
        TableFuzz.fuzzerTestOneInput(mutated);
      }
    }
  }

  @Test
  void a_table_that_no_charger_has_is_refused_before_it_costs_anything() {
    String table = "name,address,type\n" + "a,1,U16\n".repeat(100_000);

    MapImport made = MapImport.of("x", "t.csv", table);

    assertThat(said(made, ImportFinding.Kind.REFUSED))
        .singleElement()
        .asString()
        .contains("more than 5000 rows");
  }

  /** FAULTS D11 */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "name,no,|",
        "address;name;type\n|1;a;U16\n",
        "address;name;type\n|address;name;type\n",
        "address;name;type;unit\n1;a;U16;|A*1",
        "address;name;type;description\n1;a;U16;|(in 0.1A = 12 ",
        "|# input registers function 3 at slave address 1\n",
        "| address | name | type |\n|---|---|---|\n||",
        "|\n",
        "|\""
      })
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_megabyte_of_the_same_is_judged_in_bounded_time_and_findings(String shape) {
    String first = shape.substring(0, shape.indexOf('|'));
    String again = shape.substring(shape.indexOf('|') + 1);
    boolean heading = first.equals("name,no,");
    String text = first + (heading ? "no," : again).repeat(1 << 20);

    MapImport made = MapImport.of("x", "t.csv", text.substring(0, 1 << 20));

    assertThat(made.findings()).hasSizeLessThanOrEqualTo(153);
    assertThat(made.missing()).hasSizeLessThanOrEqualTo(51);
    assertThat(made.findings()).as("refused, or told that a cell was cut").isNotEmpty();
    assertThat(
            made.yaml().isEmpty()
                || said(made, ImportFinding.Kind.UNUSED).stream()
                    .anyMatch(finding -> finding.contains("longer than 2000 characters")))
        .isTrue();
  }

  /** FAULTS D11 */
  @Test
  void more_columns_than_a_register_has_are_refused() {
    MapImport made = MapImport.of("x", "t.csv", "name,address,type" + ",no".repeat(300) + "\n");

    assertThat(said(made, ImportFinding.Kind.REFUSED))
        .singleElement()
        .asString()
        .contains("t.csv:1: refused: more than 200 columns");
  }

  /** FAULTS D11 */
  @Test
  void findings_beyond_what_anybody_reads_are_counted() {
    StringBuilder table = new StringBuilder("name,address,type\na,1,U16\n");
    for (int i = 0; i < 1000; i++) {
      table.append("b,nowhere").append(i).append(",U16\n");
    }

    MapImport made = MapImport.of("x", "t.csv", table.toString());

    assertThat(made.findings()).hasSizeLessThan(60);
    assertThat(said(made, ImportFinding.Kind.UNUSED))
        .anyMatch(
            s ->
                s.matches(
                    ".*unused: 950 more findings of this kind are not listed \\[lines 53, 54, .*"));
  }
}
