package io.ampwire.format.table;

import io.ampwire.format.yaml.YamlScalar;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Item to check before a generated map is used: an assumption, an omission, or the reason why no
 * map was generated.
 *
 * @param lines lines of the table, from 1; empty if the whole table is meant
 * @param about subject of the finding, as one of the columns that the importer knows
 * @param column heading of the column as in the table; empty if there is none
 * @param remedy how to correct it; empty if nothing needs to be done
 */
public record ImportFinding(
    Kind kind, List<Integer> lines, Column about, String column, String message, String remedy) {
  /** Most lines that a message lists. */
  private static final int NAMED = 8;

  /** Longest heading or message, characters. */
  private static final int LONGEST = 300;

  /** Effect of the finding on the map. */
  public enum Kind {
    /** The table does not state it; the map has the likely value. */
    ASSUMED,
    /** The table states it, but the map omits it. */
    UNUSED,
    /** No map was generated because of it. */
    REFUSED;

    /** Spelling in findings: {@code assumed}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ImportFinding {
    lines = List.copyOf(lines);
    column = printable(column);
    message = printable(message);
  }

  /** Text for an editor, in one line: {@code table.csv:4: column 'Type': assumed: …}. */
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
