package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.ControlStep;
import io.ampwire.map.FailSafe;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.PhaseSwitch;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Source;
import io.ampwire.map.WriteRule;
import io.ampwire.trust.Axis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the maps says what the library says. */
class MapsPageTest {
  private static final EvidenceLibrary EVIDENCE = EvidenceLibrary.shipped();
  private static final Path PAGE = Path.of("docs/reference/maps.md");

  /** With {@code -Dampwire.write=true} both tables are written; no cell is edited by hand. */
  @Test
  void the_tables_of_the_page_are_those_of_the_library() throws IOException {
    List<String> page = java.nio.file.Files.readAllLines(PAGE);
    List<String> made = page;
    made = with(made, "devices", MapsPageTest::row);
    made = with(made, "functions", MapsPageTest::functions);
    if (Boolean.getBoolean("ampwire.write")) {
      java.nio.file.Files.write(PAGE, made);
      page = made;
    }
    assertThat(page).isEqualTo(made);
  }

  /** The page with the rows of one table made anew: they stand between two marks. */
  private static List<String> with(
      List<String> page, String table, Function<RegisterMap, String> row) {
    int begin = page.indexOf("<!-- " + table + ": generated -->");
    int end = page.indexOf("<!-- " + table + ": end -->");
    assertThat(begin).as("mark of %s", table).isNotNegative().isLessThan(end);
    List<String> made = new ArrayList<>(page.subList(0, begin + 3 + 1));
    Files.library().maps().values().stream().map(row).forEach(made::add);
    made.add("");
    made.addAll(page.subList(end, page.size()));
    return made;
  }

  private static String functions(RegisterMap map) {
    return String.join(
        " | ",
        "| `" + map.id() + "`",
        Optional.ofNullable(DocumentVectors.kinds().get(map.id()))
            .map(kinds -> String.join(", ", kinds))
            .orElse("unchecked"),
        quantities(map),
        map.setPointPoint().map(point -> limits(point)).orElse("no"),
        pause(map),
        map.lifebit().map(rule -> rule.scheme().label()).orElse("none known"),
        fallback(map.failSafe()),
        Integer.toString(map.connectorCount()),
        phases(map) + " |");
  }

  private static String quantities(RegisterMap map) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("state", map.vehicle().point());
    names.put("U", "voltage_phase_1");
    names.put("I", "current_phase_1");
    names.put("P", "power_active_phase_tot");
    names.put("E", "energy_active_total");
    names.put("E session", "session_energy");
    return names.entrySet().stream()
        .filter(each -> map.point(each.getValue()).isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  private static String limits(Point point) {
    WriteRule.Readback readback = point.write().orElseThrow().readback();
    return "yes, " + (readback == WriteRule.Readback.VALUE ? "verified" : "unverified");
  }

  private static String pause(RegisterMap map) {
    if (map.setPoint().filter(rule -> rule.pause().isPresent()).isEmpty()) {
      return "no";
    }
    List<ControlStep> steps = map.sequences().pause();
    List<String> others =
        steps.stream()
            .filter(step -> !step.writesLimit())
            .flatMap(step -> step.point().stream())
            .map(name -> "`" + name + "`")
            .toList();
    boolean limit = steps.isEmpty() || steps.stream().anyMatch(ControlStep::writesLimit);
    return Stream.concat(Stream.of("the set point").filter(own -> limit), others.stream())
        .collect(Collectors.joining(" and ", "by ", ""));
  }

  private static String fallback(FailSafe rule) {
    if (!rule.exists()) {
      return "not readable";
    }
    return rule.timeoutPoint().isPresent() ? "current and timeout read" : "current read";
  }

  private static String phases(RegisterMap map) {
    return map.phases()
        .map(PhaseSwitch::point)
        .or(() -> writable(map, "phase_switch", "phases_used", "force_single_phase"))
        .map(name -> "`" + name + "`")
        .orElse("no");
  }

  private static Optional<String> writable(RegisterMap map, String... names) {
    return Stream.of(names)
        .filter(name -> map.point(name).filter(Point::writable).isPresent())
        .findFirst();
  }

  private static String row(RegisterMap map) {
    return String.join(
        " | ",
        "| `" + map.id() + "`",
        map.title(),
        link(map.link()),
        map.link().order().label(),
        setPoint(map),
        map.lifebit().map(rule -> keepAlive(rule, map)).orElse("none known"),
        failSafe(map.failSafe()),
        EVIDENCE.book().of(map).rung(Axis.READ).label(),
        map.sources().stream().map(Source::mark).collect(Collectors.joining(", ")) + " |");
  }

  private static String link(LinkSettings link) {
    String rest = link.spacing().isZero() ? "" : ", " + link.spacing().toMillis() + " ms apart";
    rest += link.writeSpacing().isZero() ? "" : ", writes " + seconds(link.writeSpacing());
    String one = link.blockReads() ? "" : ", one value a request";
    return "unit %d, %d / %d%s%s"
        .formatted(link.unit(), link.readFunction(), link.writeFunction(), one, rest);
  }

  private static String setPoint(RegisterMap map) {
    if (map.setPoint().isEmpty()) {
      return "only read";
    }
    Point point = map.setPointPoint().orElseThrow();
    WriteRule rule = point.write().orElseThrow();
    String kept = rule.readback() == WriteRule.Readback.VALUE ? "" : ", not read back";
    String scale = point.scale() == 1 ? "" : " in " + number(point.scale()) + " A";
    return "%d %s%s: %s%s"
        .formatted(
            point.address(), point.type(), scale, rule.describe(OptionalLong.empty(), ""), kept);
  }

  private static String keepAlive(LifebitRule rule, RegisterMap map) {
    String at =
        rule.scheme().writes()
            ? map.point(rule.point()).map(point -> " at " + point.address()).orElse("")
            : "";
    String part =
        rule.fraction().isPresent()
            ? " or " + number(rule.fraction().getAsDouble()) + " of its timeout"
            : "";
    String every = ", each " + rule.period().toSeconds() + " s" + part;
    return rule.scheme().describe() + at + every;
  }

  private static String failSafe(FailSafe rule) {
    return rule.exists() ? String.join(", ", rule.points()) : "not readable";
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s apart";
  }

  private static String number(double scale) {
    return new java.math.BigDecimal(Double.toString(scale)).stripTrailingZeros().toPlainString();
  }
}
