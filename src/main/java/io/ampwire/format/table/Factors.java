package io.ampwire.format.table;

import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scale and unit of a row, wherever the table says them. */
final class Factors {
  private static final Pattern WITH_UNIT =
      Pattern.compile("([0-9.,/^x×+-]*[0-9])\\s*[x×*]?\\s*([A-Za-z%°Ωµ][A-Za-z%°Ωµ0-9·/]*)");
  private static final Pattern IN_NAME = Pattern.compile(".*[\\[(]\\s*([^\\])]+?)\\s*[\\])]\\s*$");
  private static final Set<String> NOTHING =
      Set.of("", "-", "–", "—", "n/a", "na", "none", "/", "1/1", "keine", "--");
  private static final Set<String> UNITS =
      Set.of(
          "A", "mA", "V", "mV", "W", "kW", "mW", "VA", "kVA", "var", "kvar", "VAr", "kVAr", "Wh",
          "kWh", "varh", "kvarh", "Hz", "s", "ms", "min", "h", "%", "°C", "K", "Ah", "ohm");

  private final Heading heading;
  private final Remarks remarks;

  /** {@code scale} is NaN where the row cannot be used for it. */
  record Factor(double scale, String unit) {}

  Factors(Heading heading, Remarks remarks) {
    this.heading = heading;
    this.remarks = remarks;
  }

  Factor of(Sheet.Row row) {
    String unit = heading.cell(row, Column.UNIT);
    String title = heading.text(Column.UNIT);
    double scale = scale(row);
    unit = NOTHING.contains(unit.toLowerCase(java.util.Locale.ROOT)) ? "" : unit;
    Matcher both = WITH_UNIT.matcher(unit);
    if (both.matches()) {
      OptionalDouble factor = Numerals.factor(both.group(1));
      if (factor.isPresent()) {
        unit = both.group(2);
        boolean own = scale != 1 && scale != factor.getAsDouble();
        remarks.assumed(
            row.line(),
            title,
            own
                ? "'" + both.group() + "' is the unit, and the column of the scale decides"
                : "'" + both.group() + "' is a scale of " + both.group(1) + " and the unit " + unit,
            "put scale and unit into columns of their own");
        return new Factor(own ? scale : factor.getAsDouble(), unit);
      }
    }
    if (unit.isEmpty()) {
      unit = inScale(row);
    }
    if (unit.isEmpty() && !heading.has(Column.UNIT)) {
      unit = inName(row);
    }
    return new Factor(scale, unit);
  }

  /** {@code 0.1 V} where the column of the scale has the units too. */
  private String inScale(Sheet.Row row) {
    Matcher both = WITH_UNIT.matcher(heading.cell(row, Column.SCALE));
    if (!both.matches() || !UNITS.contains(both.group(2))) {
      return "";
    }
    remarks.assumed(
        row.line(),
        heading.text(Column.SCALE),
        "what stands behind the number is the unit",
        "put scale and unit into columns of their own");
    return both.group(2);
  }

  /** {@code Current L1 [A]} where no column has the units. */
  private String inName(Sheet.Row row) {
    for (Column column : java.util.List.of(Column.NAME, Column.DESCRIPTION)) {
      Matcher unit = IN_NAME.matcher(heading.cell(row, column));
      if (unit.matches() && UNITS.contains(unit.group(1))) {
        remarks.assumed(
            row.line(),
            heading.text(column),
            "what stands in brackets at the end is the unit",
            "give the table a column 'unit'");
        return unit.group(1);
      }
    }
    return "";
  }

  private double scale(Sheet.Row row) {
    for (Column column :
        java.util.List.of(Column.SCALE, Column.DIVISOR, Column.DECIMALS, Column.EXPONENT)) {
      String cell = heading.cell(row, column);
      if (NOTHING.contains(cell.toLowerCase(java.util.Locale.ROOT))) {
        continue;
      }
      Matcher both = WITH_UNIT.matcher(cell);
      OptionalDouble number = Numerals.factor(both.matches() ? both.group(1) : cell);
      if (number.isEmpty() || number.getAsDouble() == 0) {
        return Double.NaN;
      }
      return judged(row, column, number.getAsDouble(), cell);
    }
    return 1;
  }

  private double judged(Sheet.Row row, Column column, double number, String cell) {
    String title = heading.text(column);
    switch (column) {
      case DIVISOR -> {
        if (number != 1) {
          remarks.assumed(
              row.line(),
              title,
              "the register is divided by it",
              "name the column 'scale' where the register is multiplied by it");
        }
        return Numerals.inverse(number);
      }
      case DECIMALS, EXPONENT -> {
        boolean whole = number == Math.rint(number) && Math.abs(number) <= 12;
        if (!whole) {
          return Double.NaN;
        }
        return Numerals.ten((int) (column == Column.DECIMALS ? -number : number));
      }
      default -> {
        if (number >= 10 && cell.matches("[0-9.,]+")) {
          remarks.assumed(
              row.line(),
              title,
              "the register is multiplied by it, as large as it is",
              "name the column 'divisor' where the register is divided by it");
        }
        if (cell.matches("[0-9]+,[0-9]{3}")) {
          remarks.assumed(
              row.line(), title, "the comma of '" + cell + "' is a decimal one", "write a point");
        }
        return number;
      }
    }
  }
}
