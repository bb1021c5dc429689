package io.ampwire.format.table;

import io.ampwire.map.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Scale and unit of a row, from any place in the table: separate columns, one common column, or
 * words. A scale or unit that is found but not used becomes a finding.
 */
final class RowScale {
  private static final Set<String> NOTHING =
      Set.of(
          "", "-", "–", "—", "---", "n/a", "na", "n.a.", "n.a", "none", "/", "1/1", "keine", "--",
          "tbd", "?");
  private static final Set<String> BITS =
      Set.of("bit", "bits", "bitmask", "bitfield", "bitmap", "flags");
  private static final List<Column> FACTORS =
      List.of(Column.SCALE, Column.DIVISOR, Column.DECIMALS, Column.EXPONENT);
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern EXPONENT = Pattern.compile("[+-]?[0-9]{1,2}");
  private static final String OWN_COLUMNS = "put scale and unit into columns of their own";

  private final Heading heading;
  private final Set<String> registers;
  private final ImportFindings findings;
  private final boolean scaleIsExponent;

  /**
   * Scale and unit of one row.
   *
   * @param scale NaN if the row has one that cannot be parsed
   * @param bits whether the unit states that each bit has a meaning
   * @param register name of the row whose register holds the exponent of the scale
   */
  record Factor(double scale, String unit, boolean bits, Optional<String> register) {
    static final Factor NONE = new Factor(1, "", false);
    static final Factor UNKNOWN = new Factor(Double.NaN, "", false);

    Factor(double scale, String unit, boolean bits) {
      this(scale, unit, bits, Optional.empty());
    }
  }

  /**
   * @param rows the rows below the heading
   * @param registers names of the rows that may hold a scale
   */
  RowScale(
      Heading heading, List<TableText.Row> rows, Set<String> registers, ImportFindings findings) {
    this.heading = heading;
    this.registers = registers;
    this.findings = findings;
    this.scaleIsExponent = exponents(rows);
  }

  /** Whether a scale column has only whole numbers, one of them 0 or negative. */
  private boolean exponents(List<TableText.Row> rows) {
    boolean small = false;
    for (TableText.Row row : rows) {
      String cell = heading.cell(row, Column.SCALE).replace('−', '-');
      if (isNothing(cell)) {
        continue;
      }
      if (!EXPONENT.matcher(cell).matches() || Math.abs(Integer.parseInt(cell)) > 9) {
        return false;
      }
      small |= Integer.parseInt(cell) <= 0;
    }
    if (small) {
      findings.assumed(
          heading.line(),
          Column.SCALE,
          heading.text(Column.SCALE),
          "its numbers are exponents of ten, because some are 0 or negative",
          "name the column 'exponent', or write 0.1 for a scale");
    }
    return small;
  }

  static boolean isNothing(String cell) {
    return NOTHING.contains(cell.toLowerCase(Locale.ROOT));
  }

  Factor of(TableText.Row row, ValueType type, List<String> comments) {
    if (type.isText()) {
      return Factor.NONE;
    }
    Optional<String> register = register(row);
    if (register.isPresent()) {
      return new Factor(
          1, unit(row, heading.cell(row, Column.UNIT), comments).unit(), false, register);
    }
    double column = columnScale(row);
    if (Double.isNaN(column)) {
      return Factor.UNKNOWN;
    }
    boolean columnSays = column != 1 || FACTORS.stream().anyMatch(c -> said(row, c));
    String cell = heading.cell(row, Column.UNIT);
    boolean bits = BITS.contains(cell.toLowerCase(Locale.ROOT));
    if (bits) {
      assumed(row, Column.UNIT, "'" + cell + "' means that each bit has a meaning", "");
      return new Factor(1, "", true);
    }
    Quantities.Quantity unit = unit(row, cell, comments);
    if (unit.unit().isEmpty()) {
      unit = inScale(row).map(in -> new Quantities.Quantity(1, in.unit(), "")).orElse(unit);
    }
    double scale = unit.scale() == 1 ? column : unit.scale();
    if (unit.scale() != 1 && columnSays && column != 1 && column != unit.scale()) {
      assumed(row, Column.SCALE, "the column decides, not '" + unit.words() + "'", OWN_COLUMNS);
      scale = column;
    }
    return inWords(row, scale, columnSays || unit.scale() != 1, unit.unit());
  }

  /**
   * Row that a cell names as the holder of the exponent, as SunSpec tables do. Some have it in the
   * scale column, others in a column without a heading.
   */
  private Optional<String> register(TableText.Row row) {
    Stream<String> factors = FACTORS.stream().map(column -> heading.cell(row, column));
    Stream<String> others =
        row.cells().stream().filter(cell -> !cell.equals(heading.cell(row, Column.NAME)));
    return Stream.concat(
            factors.map(SnakeCase::of), others.map(SnakeCase::of).filter(ScaleRegisters::isName))
        .filter(registers::contains)
        .findFirst();
  }

  private boolean said(TableText.Row row, Column column) {
    return !isNothing(heading.cell(row, column));
  }

  /** Unit of the unit column, with the scale in front of it. */
  private Quantities.Quantity unit(TableText.Row row, String cell, List<String> comments) {
    Quantities.Quantity none = new Quantities.Quantity(1, "", "");
    if (isNothing(cell)) {
      return none;
    }
    Optional<Quantities.Quantity> whole = Quantities.whole(cell);
    if (whole.isPresent()) {
      String remark = Quantities.remark(cell);
      if (!remark.isEmpty()) {
        comments.add(cell);
        unused(row, Column.UNIT, "'" + remark + "' behind the unit is kept as a comment", "");
      }
      if (whole.get().scale() != 1) {
        assumed(
            row, Column.UNIT, "'" + whole.get().words() + "' is " + step(whole.get()), OWN_COLUMNS);
      }
      return whole.get();
    }
    OptionalDouble number = NumberNotation.factor(cell);
    if (number.isPresent() && number.getAsDouble() > 0) {
      assumed(row, Column.UNIT, "'" + cell + "' is a scale without a unit", OWN_COLUMNS);
      return new Quantities.Quantity(number.getAsDouble(), "", cell);
    }
    comments.add(cell);
    String what = LabelNotation.of(cell).isTable() ? "is a list of codes" : "is not a known unit";
    unused(
        row, Column.UNIT, "'" + cell + "' " + what + "; the point has no unit", "write A, kW or %");
    return none;
  }

  private static String step(Quantities.Quantity quantity) {
    return "a scale of "
        + MapDraftYaml.number(quantity.scale())
        + " and the unit "
        + quantity.unit();
  }

  /** Handles {@code 0.1 V}, where the scale column also holds the units. */
  private Optional<Quantities.Quantity> inScale(TableText.Row row) {
    Optional<Quantities.Quantity> both = Quantities.whole(heading.cell(row, Column.SCALE));
    both.ifPresent(
        quantity ->
            assumed(row, Column.SCALE, "what stands behind the number is the unit", OWN_COLUMNS));
    return both;
  }

  /**
   * Compares the texts of the row with the columns: they may add to, confirm or contradict them.
   */
  private Factor inWords(TableText.Row row, double scale, boolean scaled, String unit) {
    List<Quantities.Quantity> said = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    for (Column column : List.of(Column.NAME, Column.DESCRIPTION, Column.VALUES, Column.RANGE)) {
      Quantities.Mentions mentions = Quantities.in(text(row, column));
      said.addAll(mentions.said());
      hints.addAll(mentions.hints());
      Quantities.offset(text(row, column))
          .ifPresent(
              words ->
                  unused(
                      row, Column.SCALE, "'" + words + "' may say an offset; maps have none", ""));
    }
    Optional<Quantities.Quantity> example = example(row);
    Quantities.Quantity best = said.isEmpty() ? null : said.get(0);
    if (best == null && example.isPresent() && (unit.isEmpty() || !scaled)) {
      best = example.get();
    }
    Factor factor = new Factor(scale, unit, false);
    if (best != null) {
      factor = joined(row, factor, scaled, best);
    } else if (unit.isEmpty() || !scaled) {
      factor = hinted(row, factor, scaled, hints);
    }
    return example.isPresent() ? compared(row, factor, example.get()) : factor;
  }

  private String text(TableText.Row row, Column column) {
    return SPACES.matcher(heading.cell(row, column)).replaceAll(" ");
  }

  private Factor joined(
      TableText.Row row, Factor factor, boolean scaled, Quantities.Quantity words) {
    boolean sameBase =
        factor.unit().isEmpty()
            || Units.of(factor.unit()).filter(u -> u.base().equals(words.base())).isPresent();
    Quantities.Quantity now = new Quantities.Quantity(factor.scale(), factor.unit(), "");
    if (factor.unit().isEmpty() && !scaled) {
      assumed(row, Column.UNIT, "'" + words.words() + "' is " + step(words), OWN_COLUMNS);
      return new Factor(words.scale(), words.unit(), false);
    } else if (factor.unit().isEmpty()) {
      boolean agree = words.scale() == 1 || words.scale() == factor.scale();
      assumed(
          row,
          Column.UNIT,
          "'"
              + words.words()
              + "' names the unit "
              + words.unit()
              + (agree ? "" : "; the scale is that of its own column"),
          OWN_COLUMNS);
      return new Factor(factor.scale(), words.unit(), false);
    } else if (sameBase && now.inBase() != words.inBase() && !scaled && words.scale() != 1) {
      assumed(
          row,
          Column.SCALE,
          "'"
              + words.words()
              + "' is "
              + step(words)
              + ", although the unit column says "
              + factor.unit(),
          OWN_COLUMNS);
      return new Factor(words.scale(), words.unit(), false);
    } else if (!sameBase || now.inBase() != words.inBase()) {
      unused(
          row,
          Column.UNIT,
          "'"
              + words.words()
              + "' does not agree with the columns of unit and scale; the columns"
              + " decide",
          "make them agree");
    }
    return factor;
  }

  /** Takes the unit of a float from an example column; remaining hints become a finding. */
  private Factor hinted(TableText.Row row, Factor factor, boolean scaled, List<String> hints) {
    String cell = heading.cell(row, Column.EXAMPLE);
    Optional<Quantities.Quantity> shown = Quantities.whole(cell);
    if (factor.unit().isEmpty() && shown.isPresent()) {
      boolean real =
          TypeNotation.read(heading.cell(row, Column.TYPE))
              .filter(spelled -> spelled.type().isFloat())
              .isPresent();
      String unit = shown.get().unit();
      assumed(
          row,
          Column.UNIT,
          "'"
              + cell
              + "' shows the unit "
              + unit
              + (real ? "" : "; the scale is not known from it"),
          "give the table a column 'unit'");
      return new Factor(factor.scale(), unit, false);
    }
    if (!hints.isEmpty()) {
      String words = String.join("', '", hints.subList(0, Math.min(3, hints.size())));
      unused(
          row,
          factor.unit().isEmpty() ? Column.UNIT : Column.SCALE,
          "'"
              + words
              + "' may say a unit or a scale; the point has "
              + (factor.unit().isEmpty() ? "no unit" : "the unit " + factor.unit())
              + (scaled ? "" : " and the scale 1"),
          OWN_COLUMNS);
    }
    return factor;
  }

  private Optional<Quantities.Quantity> example(TableText.Row row) {
    for (Column column : List.of(Column.DESCRIPTION, Column.VALUES, Column.EXAMPLE)) {
      Optional<Quantities.Quantity> example = Quantities.example(text(row, column));
      if (example.isPresent()) {
        return example;
      }
    }
    return Optional.empty();
  }

  /** Rejects a row whose own example contradicts its scale. */
  private Factor compared(TableText.Row row, Factor factor, Quantities.Quantity example) {
    double now = new Quantities.Quantity(factor.scale(), factor.unit(), "").inBase();
    boolean sameBase =
        Units.of(factor.unit()).filter(u -> u.base().equals(example.base())).isPresent();
    if (sameBase && Math.abs(now / example.inBase() - 1) > 1e-6) {
      unused(
          row,
          Column.SCALE,
          "the example '"
              + example.words()
              + "' contradicts the scale "
              + MapDraftYaml.number(factor.scale())
              + " "
              + factor.unit(),
          "correct the scale or the example");
      return Factor.UNKNOWN;
    }
    return factor;
  }

  private double columnScale(TableText.Row row) {
    for (Column column : FACTORS) {
      String cell = heading.cell(row, column);
      if (isNothing(cell)) {
        continue;
      }
      Optional<Quantities.Quantity> quantity = Quantities.whole(cell);
      OptionalDouble number =
          quantity.isPresent()
              ? OptionalDouble.of(quantity.get().scale())
              : NumberNotation.factor(cell);
      boolean exponent =
          column == Column.DECIMALS
              || column == Column.EXPONENT
              || column == Column.SCALE && scaleIsExponent;
      if (number.isEmpty() && ScaleRegisters.isName(SnakeCase.of(cell))) {
        unused(
            row,
            Column.SCALE,
            "'" + cell + "' names a scale register that the table does not have",
            "add its row with the type sunssf");
        return Double.NaN;
      }
      if (number.isEmpty() && cell.chars().noneMatch(Character::isDigit)) {
        unused(row, Column.SCALE, "'" + cell + "' is neither a factor nor a unit", "");
        continue;
      }
      if (number.isEmpty() || !exponent && number.getAsDouble() <= 0) {
        unused(row, Column.SCALE, "'" + cell + "' is not a factor", "write it as 0.1");
        return Double.NaN;
      }
      return exponent
          ? power(row, column, number.getAsDouble())
          : judged(row, column, number.getAsDouble(), cell);
    }
    return 1;
  }

  private double power(TableText.Row row, Column column, double number) {
    if (number != Math.rint(number) || Math.abs(number) > 12) {
      unused(row, Column.SCALE, "'" + number + "' is not an exponent of ten", "write it as -1");
      return Double.NaN;
    }
    return NumberNotation.ten((int) (column == Column.DECIMALS ? -number : number));
  }

  private double judged(TableText.Row row, Column column, double number, String cell) {
    String title = heading.text(column);
    if (column == Column.DIVISOR) {
      if (number != 1) {
        findings.assumed(
            row.line(),
            Column.SCALE,
            title,
            "the register is divided by it",
            "name the column 'scale' where the register is multiplied by it");
      }
      return NumberNotation.inverse(number);
    }
    if (number >= 10 && Units.of(cell).isEmpty()) {
      findings.assumed(
          row.line(),
          Column.SCALE,
          title,
          "the register is multiplied by it, as large as it is",
          "name the column 'divisor' where the register is divided by it");
    }
    if (cell.matches("[0-9]+,[0-9]{3}")) {
      findings.assumed(
          row.line(),
          Column.SCALE,
          title,
          "the comma of '" + cell + "' is a decimal one",
          "write a point");
    }
    return number;
  }

  private void assumed(TableText.Row row, Column about, String message, String remedy) {
    findings.assumed(row.line(), about, heading.text(about), message, remedy);
  }

  private void unused(TableText.Row row, Column about, String message, String remedy) {
    findings.unused(row.line(), about, heading.text(about), message, remedy);
  }
}
