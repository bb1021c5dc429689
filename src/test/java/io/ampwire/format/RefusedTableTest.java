package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.format.table.Remark;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables that no map is made of, and cells that try to be more than cells. */
class RefusedTableTest {
  private static List<String> said(MapImport made, Remark.Kind kind) {
    return made.remarks().stream()
        .filter(remark -> remark.kind() == kind)
        .map(remark -> remark.text(made.file()))
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
    assertThat(said(column, Remark.Kind.REFUSED))
        .singleElement()
        .asString()
        .contains("t.csv:1: column 'rung'", "never written by hand");
    assertThat(said(row, Remark.Kind.REFUSED)).singleElement().asString().contains("t.md:4");
  }

  @Test
  void what_is_no_table_is_refused_and_says_what_a_table_needs() {
    for (String text : List.of("", "hello", "{\"a\":1}", "a,b\n1,2\n", "name,address,type\n\"x")) {
      MapImport made = MapImport.of("x", "t.csv", text);

      assertThat(made.yaml()).as(text).isEmpty();
      assertThat(said(made, Remark.Kind.REFUSED)).as(text).isNotEmpty();
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
    assertThat(made.map().orElseThrow().points().get(0).unit()).isEqualTo("A\" # x");
  }
}
