package io.ampwire.format.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.PointAccess;
import io.ampwire.map.ValueType;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Public register tables in their authors' form, against lists of points written from the same
 * sources and not from the importer. Each row is right, or a finding about the very field that
 * differs names its line; none is silently wrong.
 */
class PublicTablesTest {
  private static final Map<String, Set<Column>> ABOUT =
      Map.of(
          "function", EnumSet.of(Column.FUNCTION),
          "address", EnumSet.of(Column.ADDRESS),
          "type", EnumSet.of(Column.TYPE, Column.LENGTH),
          "registers", EnumSet.of(Column.TYPE, Column.LENGTH),
          "scale", EnumSet.of(Column.SCALE, Column.UNIT),
          "scale-point", EnumSet.of(Column.SCALE, Column.UNIT),
          "unit", EnumSet.of(Column.SCALE, Column.UNIT),
          "access", EnumSet.of(Column.ACCESS),
          "unit-id", EnumSet.of(Column.UNIT_ID),
          "labels", EnumSet.of(Column.VALUES));

  /** One row of the expected list; {@code ?} or nothing where the source does not say. */
  private record Expected(int line, Map<String, String> fields) {
    static Expected of(String[] names, String line) {
      String[] cells = line.split(",", -1);
      Map<String, String> fields =
          IntStream.range(1, names.length)
              .boxed()
              .filter(i -> !cells[i].isEmpty() && !cells[i].equals("?"))
              .collect(Collectors.toMap(i -> names[i], i -> cells[i]));
      return new Expected(Integer.parseInt(cells[0]), fields);
    }

    static List<Expected> list(String file) {
      List<String> lines =
          resource("tables/" + file.replaceFirst("\\..*", ".expected.csv")).lines().toList();
      String[] names = lines.get(0).split(",");
      return lines.stream().skip(1).map(line -> of(names, line)).toList();
    }

    boolean isPoint() {
      return fields.containsKey("address");
    }
  }

  private record Imported(List<PointDraft> points, List<ImportFinding> findings, Survival rows) {
    static Imported of(String file) {
      ImportFindings findings = new ImportFindings();
      TableReader reader = new TableReader(findings);
      reader.read(TableText.of(resource("tables/" + file), findings));
      List<ImportFinding> common =
          RegisterTable.draft("x", file, resource("tables/" + file)).findings();
      return new Imported(reader.points(), common, reader.survival());
    }

    Optional<PointDraft> at(int line) {
      return points.stream().filter(point -> point.line() == line).findFirst();
    }

    boolean tells(int line, Set<Column> about) {
      return findings.stream()
          .filter(finding -> finding.lines().isEmpty() || finding.lines().contains(line))
          .anyMatch(finding -> about.contains(finding.about()));
    }

    boolean leavesOut(int line) {
      return findings.stream()
          .filter(finding -> finding.kind() != ImportFinding.Kind.ASSUMED)
          .anyMatch(finding -> finding.lines().contains(line));
    }
  }

  private static final Map<String, Function<PointDraft, String>> FIELDS =
      Map.of(
          "function", point -> Integer.toString(point.readFunction()),
          "address", point -> Integer.toString(point.address()),
          "type", point -> point.type().name(),
          "registers", point -> Integer.toString(point.registers()),
          "scale", point -> MapDraftYaml.number(point.scale()),
          "scale-point", point -> point.scaleRegister().orElse("-"),
          "unit", point -> point.unit().isEmpty() ? "-" : point.unit(),
          "access", point -> letters(point.access()),
          "unit-id", point -> point.unitId().map(String::valueOf).orElse("1"),
          "labels", point -> Integer.toString(point.labels().size()));

  private static String resource(String name) {
    try (InputStream in = PublicTablesTest.class.getClassLoader().getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String letters(PointAccess access) {
    return access == PointAccess.READ ? "R" : access == PointAccess.WRITE ? "W" : "RW";
  }

  /** Fields of a row that differ from the source. */
  private static List<String> differences(Expected expected, PointDraft point) {
    return expected.fields().entrySet().stream()
        .filter(field -> !field.getKey().equals("registers") || point.type() == ValueType.ASCII)
        .filter(field -> !FIELDS.get(field.getKey()).apply(point).equals(field.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What became of the rows of a table. */
  private record Judged(int rows, int right, List<String> told, List<String> silent) {
    static Judged of(String file) {
      List<Expected> list = Expected.list(file);
      Imported imported = Imported.of(file);
      List<String> told = new ArrayList<>();
      List<String> silent = new ArrayList<>();
      list.forEach(expected -> judge(expected, imported, told, silent));
      int right = list.size() - told.size() - silent.size();
      Set<Integer> known = list.stream().map(Expected::line).collect(Collectors.toSet());
      imported.points().stream()
          .filter(point -> !known.contains(point.line()))
          .forEach(point -> silent.add("line " + point.line() + " is no register: " + point));
      return new Judged(list.size(), right, told, silent);
    }

    private static void judge(
        Expected expected, Imported imported, List<String> told, List<String> silent) {
      int line = expected.line();
      Optional<PointDraft> point = imported.at(line);
      if (point.isEmpty()) {
        boolean out = imported.leavesOut(line);
        if (!out || expected.isPoint()) {
          (out ? told : silent).add("line " + line + ": no point");
        }
        return;
      }
      if (!expected.isPoint()) {
        silent.add("line " + line + " is no register: " + point.get());
        return;
      }
      List<String> wrong = differences(expected, point.get());
      if (!wrong.isEmpty()) {
        boolean says = wrong.stream().allMatch(f -> imported.tells(line, ABOUT.get(f)));
        (says ? told : silent).add("line " + line + ": " + wrong + (says ? "" : point.get()));
      }
    }
  }

  /** FAULTS D10 */
  @Test
  void no_row_of_all_public_tables_is_silently_wrong() {
    List<Judged> all =
        Stream.of(new File("src/test/resources/tables").list())
            .filter(name -> name.endsWith(".expected.csv"))
            .map(name -> name.replace(".expected.csv", ""))
            .map(
                name ->
                    new File("src/test/resources/tables", name + ".md").exists()
                        ? name + ".md"
                        : name + ".csv")
            .map(Judged::of)
            .toList();
    int rows = all.stream().mapToInt(Judged::rows).sum();
    int right = all.stream().mapToInt(Judged::right).sum();
    int told = all.stream().mapToInt(judged -> judged.told().size()).sum();
    int silent = all.stream().mapToInt(judged -> judged.silent().size()).sum();
    System.out.printf(
        "%d public tables: %d rows, %d right, %d told, %d silently wrong%n",
        all.size(), rows, right, told, silent);

    assertThat(all).hasSizeGreaterThanOrEqualTo(12);
    assertThat(silent).isZero();
    assertThat(right + told).isEqualTo(rows);
    assertThat(told).isLessThan(rows / 20);
  }

  /** FAULTS D10 */
  @ParameterizedTest
  @CsvSource({
    "abb-terra-ac-library.md, 13, 13, 0",
    "alfen-ng9xx.md, 39, 38, 1",
    "amperfied-connect.md, 17, 17, 0",
    "bender-cc613-de.md, 11, 10, 1",
    "cfos-power-brain.md, 16, 16, 0",
    "delta-ac-max.md, 11, 11, 0",
    "epc2-plus.csv, 16, 15, 1",
    "esp32-evse.md, 34, 34, 0",
    "etap-charger.md, 33, 32, 1",
    "go-echarger-de.md, 51, 51, 0",
    "go-echarger-en.md, 52, 52, 0",
    "go-econtroller-de.md, 26, 26, 0",
    "heidelberg-energy-control.csv, 20, 18, 2",
    "huawei-scharger.md, 6, 6, 0",
    "keba-devicelib.md, 4, 3, 1",
    "smartevse-2.md, 22, 22, 0",
    "solaredge-sunspec.md, 62, 61, 1",
    "warp-charger-de.md, 27, 27, 0",
  })
  void every_row_of_a_public_table_is_right_or_a_finding_names_it(
      String file, int rows, int right, int told) {
    Judged judged = Judged.of(file);
    System.out.printf(
        "%-28s %3d rows: %3d right, %3d told, %d silently wrong %s%n",
        file,
        judged.rows(),
        judged.right(),
        judged.told().size(),
        judged.silent().size(),
        judged.told());

    assertThat(judged.silent()).as(file).isEmpty();
    assertThat(List.of(judged.rows(), judged.right(), judged.told().size()))
        .as("%s: rows, right, told %s", file, judged.told())
        .containsExactly(rows, right, told);
  }
}
