package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Source;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources of facts: dated, and at no address that is known to be dead. */
class MapSourcesTest {
  /**
   * Addresses that answer with not found: nymea keeps abbterra and bender on branches and
   * schneiderWallbox in pull request 91, evcc calls amtron.go mennekes-hcc3.go.
   */
  private static final Pattern DEAD =
      Pattern.compile(
          "nymea-plugins-modbus/(blob|tree)/master/(abbterra|bender|schneider)|charger/amtron\\.go",
          Pattern.CASE_INSENSITIVE);

  static Stream<RegisterMap> maps() {
    return Files.library().maps().values().stream();
  }

  @ParameterizedTest
  @MethodSource("maps")
  void no_source_is_at_an_address_that_is_known_to_be_dead(RegisterMap map) {
    assertThat(map.sources())
        .isNotEmpty()
        .noneMatch(source -> source.url() != null && DEAD.matcher(source.url()).find());
  }

  @Test
  void the_dead_addresses_are_recognised() {
    String nymea = "https://github.com/nymea/nymea-plugins-modbus/blob/";
    assertThat(
            Stream.of(
                nymea + "master/abbterra/abbterra-registers.json",
                nymea + "master/bender/bender-omcci-registers.json",
                nymea + "master/schneiderWallbox/schneiderwallbox-registers.json",
                "https://github.com/evcc-io/evcc/blob/master/charger/amtron.go"))
        .allMatch(url -> DEAD.matcher(url).find());
    assertThat(nymea + "5fb1052dfca17364703cb340930da14dde066fa7/abbterra/a.json")
        .doesNotMatch(DEAD);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void every_fact_has_a_source_and_every_source_a_date(RegisterMap map) {
    Set<String> marks = new HashSet<>();
    for (Source source : map.sources()) {
      marks.add(source.mark());
      assertThat(source.date())
          .as("date of %s in %s", source.mark(), map.id())
          .isNotNull()
          .matches("20[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?");
    }
    for (Point point : map.points()) {
      assertThat(point.sources()).as(map.id() + " " + point.name()).isNotEmpty();
      assertThat(marks).as(map.id() + " " + point.name()).containsAll(point.sources());
    }
  }
}
