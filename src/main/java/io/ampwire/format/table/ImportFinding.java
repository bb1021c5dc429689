package io.ampwire.format.table;

import io.ampwire.format.yaml.YamlScalar;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One thing to check before a generated map is used: an assumption, something left out, or the
 * reason why there is no map.
 *
 * @param lines lines of the table, from 1; empty where the whole table is meant
 * @param about what the finding concerns, as one of the columns that the importer knows
 * @param column the heading of the column as the table spells it, empty where there is none
 * @param remedy how to change it, empty where there is nothing to do
 */
public record ImportFinding(
    Kind kind, List<Integer> lines, Column about, String column, String message, String remedy) {
  /** Most lines that are spelled out in a text. */
  private static final int NAMED = 8;

  /** Most characters of a heading or a message. */
  private static final int LONGEST = 300;

  /** What became of the thing. */
  public enum Kind {
    /** The table does not say it; the map has what is likely. */
    ASSUMED,
    /** The table has it and the map does not. */
    UNUSED,
    /** There is no map because of it. */
    REFUSED;

    /** As findings spell it: {@code assumed}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ImportFinding {
    lines = List.copyOf(lines);
    column = printable(column);
    message = printable(message);
  }

  /** One line for an editor: {@code table.csv:4: column 'Type': assumed: …}. */
  public String text(String file) {
    String where = file + ":" + (lines.isEmpty() ? 1 : lines.get(0)) + ": ";
    String more = lines.size() < 2 ? "" : " [" + lines(lines) + "]";
    return where
        + (column.isEmpty() ? "" : "column '" + column + "': ")
        + kind.label()
        + ": "
        + message
        + more
        + (remedy.isEmpty() ? "" : "; " + remedy);
  }

  /** {@code lines 3, 4, 5 and 7 more}. */
  static String lines(List<Integer> lines) {
    String named =
        lines.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    int rest = lines.size() - NAMED;
    return (lines.size() == 1 ? "line " : "lines ")
        + named
        + (rest > 0 ? " and " + rest + " more" : "");
  }

  private static String printable(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return YamlScalar.line(cut);
  }
}
