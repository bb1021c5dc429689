package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.format.table.ImportFinding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tables that no map is made of, and cells that try to be more than cells. */
class RefusedTableTest {
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
