package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collector of findings about a table. The same finding about several rows is kept once, with all
 * lines. The first 50 of each kind are listed; the others are counted, with their lines.
 */
final class ImportFindings {
  private static final int MOST = 50;

  private final Map<ImportFinding, Set<Integer>> found = new LinkedHashMap<>();
  private final Map<ImportFinding.Kind, Integer> listed = new EnumMap<>(ImportFinding.Kind.class);
  private final Map<ImportFinding.Kind, Integer> unlisted = new EnumMap<>(ImportFinding.Kind.class);
  private final Map<ImportFinding.Kind, Set<Integer>> linesOfMore =
      new EnumMap<>(ImportFinding.Kind.class);

  void assumed(int line, Column about, String column, String message, String remedy) {
    add(ImportFinding.Kind.ASSUMED, line, about, column, message, remedy);
  }

  void unused(int line, Column about, String column, String message, String remedy) {
    add(ImportFinding.Kind.UNUSED, line, about, column, message, remedy);
  }

  void refused(int line, Column about, String column, String message, String remedy) {
    add(ImportFinding.Kind.REFUSED, line, about, column, message, remedy);
  }

  private void add(
      ImportFinding.Kind kind,
      int line,
      Column about,
      String column,
      String message,
      String remedy) {
    ImportFinding finding = new ImportFinding(kind, List.of(), about, column, message, remedy);
    Set<Integer> lines = found.get(finding);
    if (lines == null) {
      if (listed.merge(kind, 1, Integer::sum) > MOST) {
        unlisted.merge(kind, 1, Integer::sum);
        lines = linesOfMore.computeIfAbsent(kind, same -> new TreeSet<>());
      } else {
        lines = new TreeSet<>();
        found.put(finding, lines);
      }
    }
    if (line > 0) {
      lines.add(line);
    }
  }

  boolean refuses() {
    return listed.containsKey(ImportFinding.Kind.REFUSED);
  }

  /** Findings that prevented a map come first, then omissions, then assumptions. */
  List<ImportFinding> list() {
    List<ImportFinding> list = new ArrayList<>();
    for (ImportFinding.Kind kind :
        List.of(
            ImportFinding.Kind.REFUSED, ImportFinding.Kind.UNUSED, ImportFinding.Kind.ASSUMED)) {
      found.forEach(
          (finding, lines) -> {
            if (finding.kind() == kind) {
              list.add(withLines(finding, lines));
            }
          });
      int more = unlisted.getOrDefault(kind, 0);
      if (more > 0) {
        list.add(
            withLines(
                new ImportFinding(
                    kind,
                    List.of(),
                    Column.NAME,
                    "",
                    more + " more findings of this kind are not listed",
                    "correct the listed ones first"),
                linesOfMore.getOrDefault(kind, Set.of())));
      }
    }
    return list;
  }

  private static ImportFinding withLines(ImportFinding finding, Set<Integer> lines) {
    return new ImportFinding(
        finding.kind(),
        List.copyOf(lines),
        finding.about(),
        finding.column(),
        finding.message(),
        finding.remedy());
  }
}
