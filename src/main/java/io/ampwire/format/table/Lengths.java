package io.ampwire.format.table;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the numbers in a length column count.
 *
 * @param perRegister how many of them make a register: 1 register, 2 bytes, 16 bits
 */
record Lengths(int perRegister) {
  private static final Map<Integer, String> UNITS = Map.of(1, "registers", 2, "bytes", 16, "bits");

  /** By the heading, else by the rows whose type says how long they are. */
  static Lengths of(Heading heading, Collection<Sheet.Row> rows, Remarks remarks) {
    String title = heading.text(Column.LENGTH).toLowerCase(Locale.ROOT);
    if (title.isEmpty() || title.matches(".*(regis|word).*")) {
      return new Lengths(1);
    } else if (title.contains("byte")) {
      return new Lengths(2);
    } else if (title.contains("bit")) {
      return new Lengths(16);
    }
    Map<Integer, Integer> votes = new HashMap<>();
    for (Sheet.Row row : rows) {
      int length = Numerals.decimal(heading.cell(row, Column.LENGTH)).orElse(0);
      Types.read(heading.cell(row, Column.TYPE))
          .filter(Types.Spelled::sized)
          .filter(spelled -> length > 0 && length % spelled.type().registers() == 0)
          .ifPresent(spelled -> votes.merge(length / spelled.type().registers(), 1, Integer::sum));
    }
    int best = 1;
    for (int candidate : UNITS.keySet()) {
      if (votes.getOrDefault(candidate, 0) > votes.getOrDefault(best, 0)) {
        best = candidate;
      }
    }
    remarks.assumed(
        heading.row().line(),
        heading.text(Column.LENGTH),
        "it counts " + UNITS.get(best),
        "name the column 'registers', 'length (bytes)' or 'length (bits)'");
    return new Lengths(best);
  }

  /** Registers, 0 where the cell says none. */
  int registers(String cell) {
    String number = cell.replaceAll("(?i)\\s*(registers?|words?|bytes?|bits?)$", "").strip();
    return Numerals.decimal(number).map(n -> (n + perRegister - 1) / perRegister).orElse(0);
  }
}
