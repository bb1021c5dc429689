package io.ampwire.format.table;

import io.ampwire.format.yaml.YamlScalar;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that somebody has to look at before a generated map is believed.
 *
 * @param lines lines of the table, from 1; empty where the whole table is meant
 * @param column the column's own heading, empty where none is meant
 * @param remedy how to have it otherwise
 */
public record Remark(Kind kind, List<Integer> lines, String column, String message, String remedy) {
  /** Most lines that are spelled out. */
  private static final int NAMED = 8;

  /** What became of it. */
  public enum Kind {
    /** The table does not say; the map has what is likely. */
    ASSUMED,
    /** It is in the table and not in the map. */
    UNUSED,
    /** There is no map because of it. */
    REFUSED;

    /** As findings spell it: {@code assumed}. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Remark {
    lines = List.copyOf(lines);
    column = printable(column);
    message = printable(message);
  }

  /** As an editor finds it: {@code table.csv:4: type: assumed: … (to change it: …)}. */
  public String text(String file) {
    String where = file + ":" + (lines.isEmpty() ? 1 : lines.get(0)) + ": ";
    String more =
        lines.size() < 2
            ? ""
            : " [lines "
                + lines.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "))
                + (lines.size() > NAMED ? " and " + (lines.size() - NAMED) + " more" : "")
                + "]";
    return where
        + (column.isEmpty() ? "" : "column '" + column + "': ")
        + kind.label()
        + ": "
        + message
        + more
        + (remedy.isEmpty() ? "" : "; " + remedy);
  }

  private static String printable(String text) {
    String line = YamlScalar.line(text);
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }
}
