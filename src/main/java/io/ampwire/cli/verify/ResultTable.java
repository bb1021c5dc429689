package io.ampwire.cli.verify;

import static io.ampwire.trust.Check.Outcome.CONFIRMED;

import io.ampwire.trust.Aspect;
import io.ampwire.trust.Check;
import io.ampwire.trust.PointEvidence;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Table of results, one line per point: its address, the words, their value, and what they prove.
 */
final class ResultTable {
  private final List<String[]> rows = new ArrayList<>();

  ResultTable() {
    rows.add(new String[] {"point", "address", "read at", "words", "value", "result", "why"});
  }

  /**
   * @param result one word
   */
  void add(PointEvidence point, String result) {
    PointEvidence.Sample shown =
        point.samples().isEmpty() ? new PointEvidence.Sample("", "") : point.samples().get(0);
    rows.add(
        new String[] {
          point.point(),
          Integer.toString(point.address()),
          Integer.toString(point.readAt()),
          shown.words(),
          shown.value(),
          result,
          why(point)
        });
  }

  /** The finding that contradicts the point, else one that is open, else one that confirms it. */
  private static String why(PointEvidence point) {
    for (Check.Outcome outcome :
        List.of(Check.Outcome.CONTRADICTED, Check.Outcome.OPEN, Check.Outcome.CONFIRMED)) {
      String why =
          point.checks().stream()
              .filter(check -> check.outcome() == outcome)
              .filter(check -> check.aspect() != Aspect.READ || outcome != CONFIRMED)
              .map(check -> check.aspect().label() + ": " + check.detail())
              .collect(Collectors.joining("; "));
      if (!why.isEmpty()) {
        return why;
      }
    }
    return "";
  }

  void print(PrintWriter out) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String pad = i == columns - 1 ? "" : " ".repeat(widths[i] - row[i].length() + 2);
        line.append(row[i]).append(pad);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
