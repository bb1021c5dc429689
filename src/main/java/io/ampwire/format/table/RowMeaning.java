package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a row says its values mean, and which of them may be written. */
final class RowMeaning {
  private final Heading heading;
  private final Remarks remarks;

  RowMeaning(Heading heading, Remarks remarks) {
    this.heading = heading;
    this.remarks = remarks;
  }

  /** Meanings of codes; what is none joins the comments. */
  Map<Long, String> labels(Sheet.Row row, List<String> comments) {
    Codes values = Codes.of(heading.cell(row, Column.VALUES));
    if (!values.labels().isEmpty()) {
      comments.addAll(values.rest());
      values.rest().forEach(rest -> leftOver(row, Column.VALUES, rest));
      return values.labels();
    }
    values.rest().forEach(comments::add);
    for (Column column : List.of(Column.DESCRIPTION, Column.RANGE)) {
      Codes told = Codes.of(heading.cell(row, column));
      if (told.isTable()) {
        remarks.assumed(
            row.line(),
            heading.text(column),
            "numbers with a text behind them are codes and their meanings",
            "give the table a column 'values' of its own");
        return told.labels();
      }
    }
    return Map.of();
  }

  private void leftOver(Sheet.Row row, Column column, String rest) {
    remarks.unused(
        row.line(),
        heading.text(column),
        "'" + rest + "' is no code with a meaning, or a second one; kept as a comment",
        "write 0: free; 1: occupied");
  }

  /** Nothing, for values that have no codes; what is said of them joins the comments. */
  Map<Long, String> keep(Sheet.Row row, List<String> comments) {
    String values = heading.cell(row, Column.VALUES);
    if (!values.isEmpty()) {
      comments.add(values);
      remarks.unused(
          row.line(),
          heading.text(Column.VALUES),
          "meanings of bits, and of values that are no whole numbers, are kept as a comment",
          "");
    }
    return Map.of();
  }

  /** What may be written, empty where the row does not say or nothing may. */
  Optional<Limits> limits(Sheet.Row row, PointAccess access, List<String> comments) {
    String range = heading.cell(row, Column.RANGE);
    String min = heading.cell(row, Column.MIN);
    String max = heading.cell(row, Column.MAX);
    String said = min.isEmpty() || max.isEmpty() ? range : min + ".." + max;
    if (said.isEmpty()) {
      return Optional.empty();
    }
    String title = heading.text(range.isEmpty() ? Column.MIN : Column.RANGE);
    Optional<Limits> limits = Limits.of(said);
    if (access != PointAccess.READ && limits.isPresent()) {
      remarks.assumed(
          row.line(), title, "the range counts in the point's unit, after the scale", "mend it");
      return limits;
    }
    comments.add("range " + said);
    if (access != PointAccess.READ) {
      remarks.unused(row.line(), title, "'" + said + "' is no range", "write 0, 6..32");
    }
    return Optional.empty();
  }
}
