package io.ampwire.format.table;

import java.util.List;

/**
 * Counters of how much of a table is in the map.
 *
 * @param rows non-empty rows below a heading
 * @param points rows that became points
 * @param kept rows kept as notes, titles, repeated headings and reserved registers
 * @param lost lines of the rows that look like a register but gave no point
 * @param unread lines of other rows that gave nothing
 */
public record Survival(int rows, int points, int kept, List<Integer> lost, List<Integer> unread) {
  public Survival {
    lost = List.copyOf(lost);
    unread = List.copyOf(unread);
  }

  /** Whether no row that looks like a register is missing, and at most a tenth of all rows. */
  public boolean isComplete() {
    return lost.isEmpty() && unread.size() * 10 <= rows;
  }

  /** {@code 3 points from 62 rows; 59 rows lost (lines 4, 5 and 57 more)}. */
  public String summary() {
    StringBuilder text = new StringBuilder(count(points, "point") + " from " + count(rows, "row"));
    if (kept > 0) {
      text.append(", ").append(kept).append(" kept as notes, titles or reserved");
    }
    text.append("; ").append(lost.isEmpty() ? "no row" : count(lost.size(), "row"));
    text.append(" lost").append(where(lost));
    if (!unread.isEmpty()) {
      text.append("; ").append(count(unread.size(), "other row")).append(" not understood");
      text.append(where(unread));
    }
    return text.toString();
  }

  private static String where(List<Integer> lines) {
    return lines.isEmpty() ? "" : " (" + ImportFinding.lines(lines) + ")";
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
