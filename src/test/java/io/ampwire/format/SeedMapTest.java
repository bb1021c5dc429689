package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedMapTest {
  private static final RegisterMap MAP = Files.library().maps().get(Files.SHIPPED);

  private record Row(String name, int address, String type, double scale, String unit) {}

  @Test
  void the_core_points_are_the_seeds_rows_exactly_and_in_order() {
    assertThat(MAP.points().stream().filter(Point::core).map(SeedMapTest::row))
        .hasSize(34)
        .containsExactlyElementsOf(seed());
  }

  @Test
  void points_from_elsewhere_are_marked_as_additional() {
    assertThat(MAP.points().stream().filter(point -> !point.core()).map(Point::name))
        .containsExactly("energy_active_total", "model_register", "commercial_reference");
  }

  @Test
  void every_shipped_point_names_a_source_that_the_map_lists() {
    for (RegisterMap map : Files.library().maps().values()) {
      List<String> marks = map.sources().stream().map(source -> source.mark()).toList();
      assertThat(map.points())
          .allSatisfy(point -> assertThat(point.sources()).isNotEmpty().isSubsetOf(marks));
    }
  }

  @Test
  void what_the_bridge_needs_for_control_is_as_the_facts_say() {
    assertThat(MAP.lifebit()).get().extracting(rule -> rule.value()).isEqualTo(1L);
    assertThat(MAP.point("lifebit").orElseThrow().write()).isEmpty();
    assertThat(MAP.failSafe().timeout()).isEmpty();
    Point setPoint = MAP.setPointPoint().orElseThrow();
    assertThat(setPoint.sentinels()).containsEntry(99L, "no_session");
    assertThat(setPoint.notAvailable()).containsExactly(0xFFFFL);
    assertThat(setPoint.write().orElseThrow().describe(java.util.OptionalLong.of(16), ""))
        .isEqualTo("0 or 6..16");
    assertThat(MAP.point("ev_state").flatMap(point -> point.label(8))).hasValue("charging");
  }

  @Test
  void a_bitfield_of_all_ones_is_a_reading_and_a_counter_of_all_ones_is_none() {
    assertThat(MAP.point("error_code_bitfield").orElseThrow().notAvailable()).isEmpty();
    assertThat(MAP.point("session_energy").orElseThrow().notAvailable())
        .containsExactly(0xFFFFFFFFL);
    assertThat(MAP.point("energy_active_total").orElseThrow().notAvailable()).containsExactly(-1L);
  }

  private static Row row(Point p) {
    return new Row(p.name(), p.address(), p.typeName(), p.scale(), p.unit());
  }

  private static List<Row> seed() {
    return Files.resource("seed/schneider-evlink-pro-ac.txt")
        .lines()
        .map(line -> line.split("\\|", -1))
        .filter(cells -> cells.length >= 5 && cells[2].strip().matches("[0-9]+"))
        .map(SeedMapTest::row)
        .toList();
  }

  private static Row row(String[] cells) {
    return new Row(
        cells[1].strip(),
        Integer.parseInt(cells[2].strip()),
        cells[3].strip(),
        Double.parseDouble(cells[4].strip()),
        cells.length > 5 ? cells[5].strip() : "");
  }
}
