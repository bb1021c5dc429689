package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.FailSafe;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Source;
import io.ampwire.map.WriteRule;
import io.ampwire.trust.Axis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the maps says what the library says; {@code target/maps-table.md} is the table. */
class MapsPageTest {
  private static final int COLUMNS = 9;
  private static final EvidenceLibrary EVIDENCE = EvidenceLibrary.shipped();
  private static final Path PAGE = Path.of("docs/reference/maps.md");

  @Test
  void the_table_of_the_page_is_that_of_the_library() throws IOException {
    List<String> rows = Files.library().maps().values().stream().map(MapsPageTest::row).toList();
    java.nio.file.Files.write(Path.of("target/maps-table.md"), rows);
    List<String> page =
        java.nio.file.Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `") && line.split(" \\| ").length == COLUMNS)
            .toList();
    assertThat(page).containsExactlyElementsOf(rows);
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
    String one = link.blockReads() ? "" : ", one value a request";
    return "unit %d, %d / %d%s%s"
        .formatted(link.unit(), link.readFunction(), link.writeFunction(), one, rest);
  }

  private static String setPoint(RegisterMap map) {
    Point point = map.setPointPoint().orElseThrow();
    WriteRule rule = point.write().orElseThrow();
    String kept = rule.readback() == WriteRule.Readback.VALUE ? "" : ", not read back";
    String scale = point.scale() == 1 ? "" : " in " + number(point.scale()) + " A";
    return "%d %s%s: %s%s"
        .formatted(point.address(), point.type(), scale, rule.describe(OptionalLong.empty()), kept);
  }

  private static String keepAlive(LifebitRule rule, RegisterMap map) {
    String at =
        rule.scheme().writes()
            ? map.point(rule.point()).map(point -> " at " + point.address()).orElse("")
            : "";
    String every = ", each " + rule.period().toSeconds() + " s";
    return rule.scheme().describe() + at + every;
  }

  private static String failSafe(FailSafe rule) {
    return rule.exists() ? String.join(", ", rule.points()) : "not readable";
  }

  private static String number(double scale) {
    return new java.math.BigDecimal(Double.toString(scale)).stripTrailingZeros().toPlainString();
  }
}
