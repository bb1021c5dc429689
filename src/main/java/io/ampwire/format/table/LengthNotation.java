package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of a length column: in registers, bytes or bits. */
final class LengthNotation {
  private static final Pattern CELL =
      Pattern.compile(
          "(?<number>[0-9]{1,5})[ -]?(?<unit>(?i:registers?|regs?|words?|bytes?|bits?))?"
              + " ?(?<access>(?i:r/w|rw|ro|wo|r|w))?");
  private static final Map<Integer, String> UNITS = Map.of(1, "registers", 2, "bytes", 16, "bits");

  private final int perRegister;

  private LengthNotation(int perRegister) {
    this.perRegister = perRegister;
  }

  /**
   * Finds out what the column counts, by its heading or by the rows whose type states the length.
   */
  static LengthNotation of(Heading heading, List<TableText.Row> rows, ImportFindings findings) {
    String title = heading.text(Column.LENGTH).toLowerCase(Locale.ROOT);
    if (title.isEmpty() || title.contains("regis") || title.contains("word")) {
      return new LengthNotation(1);
    } else if (title.contains("byte")) {
      return new LengthNotation(2);
    } else if (title.contains("bit")) {
      return new LengthNotation(16);
    }
    Map<Integer, Integer> votes = new HashMap<>();
    boolean silent = false;
    for (TableText.Row row : rows) {
      Matcher cell = CELL.matcher(heading.cell(row, Column.LENGTH));
      if (cell.matches() && cell.group("unit") == null) {
        silent = true;
        int length = Integer.parseInt(cell.group("number"));
        TypeNotation.read(heading.cell(row, Column.TYPE))
            .filter(TypeNotation.Spelled::sized)
            .map(spelled -> spelled.type().registers())
            .filter(own -> length > 0 && length % own == 0)
            .ifPresent(own -> votes.merge(length / own, 1, Integer::sum));
      }
    }
    int best = 1;
    for (int candidate : UNITS.keySet()) {
      if (votes.getOrDefault(candidate, 0) > votes.getOrDefault(best, 0)) {
        best = candidate;
      }
    }
    if (silent) {
      findings.assumed(
          heading.line(),
          Column.LENGTH,
          heading.text(Column.LENGTH),
          "it counts " + UNITS.get(best),
          "name the column 'registers', 'length (bytes)' or 'length (bits)'");
    }
    return new LengthNotation(best);
  }

  /** Number of registers; 0 if the cell states none. */
  int registers(String cell) {
    Matcher matcher = CELL.matcher(cell);
    if (!matcher.matches()) {
      return 0;
    }
    int number = Integer.parseInt(matcher.group("number"));
    String unit = matcher.group("unit");
    int per = unit == null ? perRegister : per(unit.toLowerCase(Locale.ROOT));
    return (number + per - 1) / per;
  }

  /** Access that follows the length: {@code 2 rw}. */
  static Optional<PointAccess> access(String cell) {
    Matcher matcher = CELL.matcher(cell);
    return matcher.matches() && matcher.group("access") != null
        ? AccessNotation.access(matcher.group("access"))
        : Optional.empty();
  }

  private static int per(String unit) {
    return unit.startsWith("byte") ? 2 : unit.startsWith("bit") ? 16 : 1;
  }
}
