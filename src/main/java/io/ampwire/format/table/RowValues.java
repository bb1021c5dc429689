package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import io.ampwire.map.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Meanings, writable values and range of a row. */
final class RowValues {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(?:[.,][0-9]{1,6})?");

  /** Current that no charger exceeds, A; a larger range implies another scale. */
  private static final double MOST_AMPERES = 1_000;

  private final Heading heading;
  private final ImportFindings findings;

  RowValues(Heading heading, ImportFindings findings) {
    this.heading = heading;
    this.findings = findings;
  }

  /** Meanings of codes; other text joins the comments. */
  Map<Long, String> labels(TableText.Row row, List<String> comments) {
    LabelNotation values = LabelNotation.of(heading.cell(row, Column.VALUES));
    if (!values.labels().isEmpty()) {
      comments.addAll(values.rest());
      values.rest().forEach(rest -> leftOver(row, Column.VALUES, rest));
      return values.labels();
    }
    comments.addAll(values.rest());
    String cell = heading.cell(row, Column.VALUES);
    if (!RowScale.isNothing(cell)
        && WriteLimits.of(cell).isEmpty()
        && Quantities.example(cell).isEmpty()) {
      leftOver(row, Column.VALUES, cell);
    }
    for (Column column : List.of(Column.DESCRIPTION, Column.RANGE, Column.NAME, Column.UNIT)) {
      LabelNotation found = LabelNotation.of(heading.cell(row, column));
      if (found.isTable()) {
        findings.assumed(
            row.line(),
            Column.VALUES,
            heading.text(column),
            "numbers with a text behind them are codes and their meanings",
            "give the table a column 'values' of its own");
        return found.labels();
      } else if (!found.labels().isEmpty()) {
        leftOver(row, column, found.labels().keySet().iterator().next() + " …");
      }
    }
    return Map.of();
  }

  private void leftOver(TableText.Row row, Column column, String rest) {
    findings.unused(
        row.line(),
        Column.VALUES,
        heading.text(column),
        "'" + rest + "' does not name one code with one meaning; kept as a comment",
        "write 0: free; 1: occupied");
  }

  /** Whether the codes of a row are 1, 2, 4 and so on: the bits of its number. */
  boolean areBits(TableText.Row row) {
    return LabelNotation.of(heading.cell(row, Column.VALUES)).isBits();
  }

  /** Returns no labels, for values without codes; their text joins the comments. */
  Map<Long, String> keep(TableText.Row row, List<String> comments) {
    String values = heading.cell(row, Column.VALUES);
    if (!values.isEmpty()) {
      comments.add(values);
      findings.unused(
          row.line(),
          Column.VALUES,
          heading.text(Column.VALUES),
          "meanings of bits, and of values that are not whole numbers, are kept as a comment",
          "");
    }
    return Map.of();
  }

  /** Writable values; empty if the row states none or is read-only. */
  Optional<WriteLimits> limits(
      TableText.Row row,
      PointAccess access,
      ValueType type,
      RowScale.Factor factor,
      List<String> comments) {
    String min = heading.cell(row, Column.MIN);
    String max = heading.cell(row, Column.MAX);
    String values = heading.cell(row, Column.VALUES);
    String range = heading.cell(row, Column.RANGE);
    Column column = Column.RANGE;
    String said = range;
    if (!min.isEmpty() && !max.isEmpty()) {
      column = Column.MIN;
      said = min + ".." + max;
    } else if (range.isEmpty() && WriteLimits.of(values).isPresent()) {
      column = Column.VALUES;
      said = values;
    }
    if (said.isEmpty()) {
      if (!RowScale.isNothing(min) || !RowScale.isNothing(max)) {
        comments.add("min " + min + ", max " + max);
        Column one = min.isEmpty() ? Column.MAX : Column.MIN;
        findings.unused(
            row.line(), Column.RANGE, heading.text(one), "one end is not a range", "give both");
      }
      return Optional.empty();
    }
    String title = heading.text(column);
    witness(row, title, said, type, factor);
    Optional<WriteLimits> limits = WriteLimits.of(said);
    if (access == PointAccess.READ || limits.isEmpty()) {
      comments.add("range " + said);
      if (access != PointAccess.READ) {
        findings.unused(
            row.line(), Column.RANGE, title, "'" + said + "' is not a range", "write 0, 6..32");
      }
      return Optional.empty();
    }
    return inUnits(row, title, limits.get(), type, factor);
  }

  /** Reads a range in the point's unit, unless only the raw numbers make sense. */
  private Optional<WriteLimits> inUnits(
      TableText.Row row, String title, WriteLimits limits, ValueType type, RowScale.Factor factor) {
    boolean fits = type.isFloat() || limits.max() / factor.scale() <= type.max();
    boolean likely = !factor.unit().equals("A") || limits.max() <= MOST_AMPERES;
    if (fits && likely) {
      findings.assumed(
          row.line(),
          Column.RANGE,
          title,
          "the range counts in the point's unit, after the scale",
          "write the range in the unit of the point");
      return Optional.of(limits);
    }
    Optional<WriteLimits> raw = limits.times(factor.scale());
    findings.assumed(
        row.line(),
        Column.RANGE,
        title,
        "the range counts register values, before the scale"
            + (raw.isPresent() ? "" : "; it is left out, because it is not whole in the unit"),
        "write the range in the unit of the point");
    return raw;
  }

  /** Reports a range that does not fit the type or the scale. */
  private void witness(
      TableText.Row row, String title, String said, ValueType type, RowScale.Factor factor) {
    double largest = 0;
    boolean decimals = false;
    Matcher number = NUMBER.matcher(said);
    while (number.find()) {
      largest = Math.max(largest, NumberNotation.number(number.group()));
      decimals |= number.group().indexOf('.') > 0;
    }
    if (!type.isInteger()) {
      return;
    }
    if (largest > type.max() && largest * 1.0 / factor.scale() > type.max()) {
      findings.assumed(
          row.line(),
          Column.TYPE,
          title,
          "the range reaches " + Math.round(largest) + ", which " + type + " cannot hold",
          "correct the type or the range");
    } else if (decimals && factor.scale() == 1) {
      findings.assumed(
          row.line(),
          Column.SCALE,
          title,
          "the range has decimals, so a scale of 1 is doubtful",
          "give the row a scale");
    } else if (factor.unit().equals("A") && largest * Math.min(1, factor.scale()) > MOST_AMPERES) {
      findings.assumed(
          row.line(),
          Column.SCALE,
          title,
          "a range up to " + Math.round(largest) + " A makes the scale doubtful",
          "give the row a scale, or the unit mA");
    }
  }
}
