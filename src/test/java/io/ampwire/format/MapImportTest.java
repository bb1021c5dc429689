package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.format.table.ImportFinding;
import io.ampwire.map.Point;
import io.ampwire.map.PointAccess;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Register tables in the notations of several makers. */
class MapImportTest {
  private static final String SEED = "seed/schneider-evlink-pro-ac.txt";

  private record Row(
      String name,
      int address,
      String type,
      double scale,
      String unit,
      PointAccess access,
      boolean bitfield) {
    static Row of(Point p) {
      return new Row(
          p.name(), p.address(), p.typeName(), p.scale(), p.unit(), p.access(), p.bitfield());
    }
  }

  private static MapImport imported(String file) {
    return MapImport.of("imported", file, Files.resource(file));
  }

  /** The map, with rules for whatever the checks miss, as somebody would write them. */
  private static RegisterMap mended(MapImport made) {
    String yaml =
        made.yaml()
            .orElseThrow()
            .replaceAll(
                "(    access: (?:read-)?write\\n"
                    + "(?:    write-function: .*\\n"
                    + ")?)(?!    write:|    labels:(?:\\n"
                    + "      .*)*\\n"
                    + "    write:)",
                "$1    write: { also: [1], readback: none }\n");
    MapReader.Result result = MapReader.read("imported.yaml", yaml);
    assertThat(result).as("%s%n%s", result, yaml).isInstanceOf(MapReader.Parsed.class);
    return ((MapReader.Parsed) result).map();
  }

  private static List<String> said(MapImport made, ImportFinding.Kind kind) {
    return made.findings().stream()
        .filter(finding -> finding.kind() == kind)
        .map(finding -> finding.text(made.file()))
        .toList();
  }

  @Test
  void the_seed_gives_the_shipped_map_s_core_points_exactly() {
    MapImport made = imported(SEED);
    RegisterMap shipped = Files.library().maps().get(Files.SHIPPED);

    assertThat(mended(made).points())
        .extracting(Row::of)
        .containsExactlyElementsOf(
            shipped.points().stream().filter(Point::core).map(Row::of).toList())
        .hasSize(34);
    assertThat(mended(made).document()).isEqualTo("GEX1969300–06");
    assertThat(made.points()).isEqualTo(34);
    assertThat(made.rows()).isEqualTo(38);
  }

  @Test
  void what_the_seed_does_not_say_is_told_with_its_row_and_its_remedy() {
    MapImport made = imported(SEED);

    assertThat(said(made, ImportFinding.Kind.UNUSED))
        .anyMatch(s -> s.startsWith(SEED + ":40: unused: 'model register' has no type"));
    assertThat(said(made, ImportFinding.Kind.ASSUMED))
        .anyMatch(s -> s.contains(":30: ") && s.contains("'set_point' is read and written"))
        .anyMatch(s -> s.contains("column 'access'"))
        .anyMatch(s -> s.contains("unit 1") && s.contains("link.unit"));
    assertThat(made.missing())
        .extracting(Problem::key)
        .containsExactly(
            "points.22.access",
            "points.23.access",
            "points.25.access",
            "points.26.access",
            "points.27.access");
    assertThat(made.yaml().orElseThrow()).contains("reading unmapped registers in these ranges");
  }

  @Test
  void a_german_table_with_semicolons_and_decimal_commas() {
    MapImport made = imported("tables/keba-p30-deutsch.csv");
    RegisterMap map = mended(made);

    for (Point shipped : Files.library().maps().get("keba-kecontact-p30").points()) {
      map.points().stream()
          .filter(p -> p.address() == shipped.address())
          .forEach(
              p -> {
                assertThat(p.type()).as(p.name()).isEqualTo(shipped.type());
                assertThat(p.scale()).as(p.name()).isEqualTo(shipped.scale());
                assertThat(p.unit()).as(p.name()).isEqualTo(shipped.unit());
                assertThat(p.access()).as(p.name()).isEqualTo(shipped.access());
              });
    }
    assertThat(map.points()).hasSize(12);
    assertThat(map.point("ladezustand").orElseThrow().label(3)).hasValue("laedt");
    assertThat(map.point("sollwert_ladestrom").orElseThrow().write().orElseThrow().range())
        .hasValueSatisfying(range -> assertThat(range.max()).isEqualTo(32));
    assertThat(said(made, ImportFinding.Kind.UNUSED))
        .anyMatch(s -> s.contains("csv:1: unused: 'Registertabelle KeContact P30' stands above"))
        .anyMatch(
            s -> s.contains("csv:21: column 'Adresse': unused: 'siehe Anhang' is not an address"));
    assertThat(said(made, ImportFinding.Kind.ASSUMED))
        .anyMatch(s -> s.contains("column 'Adresse'") && s.contains("count from 0"))
        .anyMatch(s -> s.contains("come high word first"));
  }

  @Test
  void markdown_with_hexadecimal_addresses_lengths_and_units_in_the_resolution() {
    MapImport made = imported("tables/abb-terra-ac.md");
    RegisterMap map = mended(made);

    for (Point shipped : Files.library().maps().get("abb-terra-ac").points()) {
      map.points().stream()
          .filter(p -> p.address() == shipped.address())
          .forEach(p -> assertThat(p.type()).as(p.name()).isEqualTo(shipped.type()));
    }
    assertThat(map.points()).hasSize(12);
    assertThat(map.point("voltage_phase_1").orElseThrow())
        .extracting(Point::address, Point::scale, Point::unit)
        .containsExactly(0x4016, 0.1, "V");
    assertThat(map.point("socket_lock_state").orElseThrow().bitfield()).isTrue();
    Point limit = map.point("set_charging_current_limit").orElseThrow();
    assertThat(limit.access()).isEqualTo(PointAccess.WRITE);
    assertThat(limit.writeFunction()).isEqualTo(16);
    assertThat(said(made, ImportFinding.Kind.UNUSED))
        .anyMatch(s -> s.contains("'relais' is not a type") && s.contains("column 'Format'"))
        .anyMatch(s -> s.contains("md:3: unused: prose"));
    assertThat(said(made, ImportFinding.Kind.ASSUMED))
        .anyMatch(s -> s.contains("'unsigned integer' is U32 here"))
        .anyMatch(s -> s.contains("the title 'Measurements (holding registers)'"));
    assertThat(map.document()).isEqualTo("1.6.5 and later");
  }

  @Test
  void quoted_values_with_register_references_and_titles_between_the_rows() {
    MapImport made = imported("tables/vestel-evc04.csv");
    RegisterMap map = mended(made);

    for (Point shipped : Files.library().maps().get("vestel-evc04").points()) {
      map.points().stream()
          .filter(p -> p.address() == shipped.address())
          .forEach(
              p -> {
                assertThat(p.type()).as(p.name()).isEqualTo(shipped.type());
                assertThat(p.readFunction()).as(p.name()).isEqualTo(shipped.readFunction());
                assertThat(p.access()).as(p.name()).isEqualTo(shipped.access());
              });
    }
    assertThat(map.points()).hasSize(13);
    assertThat(map.point("charge_point_state").orElseThrow().address()).isEqualTo(1000);
    assertThat(map.point("charge_point_state").orElseThrow().labels()).hasSize(9);
    assertThat(map.point("meter_reading").orElseThrow())
        .extracting(Point::scale, Point::unit)
        .containsExactly(0.1, "kWh");
    assertThat(said(made, ImportFinding.Kind.UNUSED))
        .anyMatch(s -> s.contains("column 'Default': unused: no column of this name is known"))
        .anyMatch(s -> s.contains(":17: column 'Type': unused: 'uint8' is not a type"));
    assertThat(said(made, ImportFinding.Kind.ASSUMED))
        .anyMatch(s -> s.contains("40001 is address 0 of function 3"))
        .anyMatch(s -> s.contains("numbers with a text behind them are codes"));
    assertThat(made.map()).as("%s", made.missing()).isPresent();
  }

  @Test
  void a_french_table_that_counts_from_one_divides_and_swaps_words() {
    String table =
        """
        Adresse (1-based)\tNom\tType de données\tGain\tUnité\tAccès\tOrdre
        4005\tConsigne de courant\tUINT16\t10\tA\tLecture/Écriture\t
        3060\tPuissance active\tfloat32 (low word first)\t-\tkW\tLecture\t
        """;

    MapImport made = MapImport.of("fr", "table.tsv", table);
    RegisterMap map = mended(made);

    assertThat(map.points()).extracting(Point::address).containsExactly(4004, 3059);
    assertThat(map.points()).extracting(Point::scale).containsExactly(0.1, 1.0);
    assertThat(map.point("puissance_active").orElseThrow().order())
        .isEqualTo(WordOrder.LOW_WORD_FIRST);
    assertThat(map.point("consigne_de_courant").orElseThrow().access())
        .isEqualTo(PointAccess.READ_WRITE);
    assertThat(said(made, ImportFinding.Kind.ASSUMED))
        .anyMatch(s -> s.contains("is divided by it"));
  }

  @Test
  void texts_get_their_length_and_spans_theirs() {
    String table =
        """
        address,name,type
        4060-4069,Reference,string
        5000,Serial,STRING(12)
        6000..6003,Energy,UINT64
        """;

    RegisterMap map = mended(MapImport.of("x", "t.csv", table));

    assertThat(map.points()).extracting(Point::registers).containsExactly(10, 6, 4);
    assertThat(map.point("reference").orElseThrow().type()).isEqualTo(ValueType.ASCII);
  }
}
