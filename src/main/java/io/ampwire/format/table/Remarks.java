package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects what is to be said of a table; the same of several rows is said once, with all lines.
 */
final class Remarks {
  /** Most findings that are listed; the rest is counted. */
  private static final int MOST = 500;

  private final Map<Remark, Set<Integer>> found = new LinkedHashMap<>();
  private int more;

  void assumed(int line, String column, String message, String remedy) {
    add(Remark.Kind.ASSUMED, line, column, message, remedy);
  }

  void unused(int line, String column, String message, String remedy) {
    add(Remark.Kind.UNUSED, line, column, message, remedy);
  }

  void refused(int line, String column, String message, String remedy) {
    add(Remark.Kind.REFUSED, line, column, message, remedy);
  }

  private void add(Remark.Kind kind, int line, String column, String message, String remedy) {
    Remark remark = new Remark(kind, List.of(), column, message, remedy);
    if (found.size() >= MOST && !found.containsKey(remark) && kind != Remark.Kind.REFUSED) {
      more++;
      return;
    }
    Set<Integer> lines = found.computeIfAbsent(remark, same -> new TreeSet<>());
    if (line > 0) {
      lines.add(line);
    }
  }

  boolean refuses() {
    return found.keySet().stream().anyMatch(remark -> remark.kind() == Remark.Kind.REFUSED);
  }

  /** What made a map impossible first, then what was left out, then what was assumed. */
  List<Remark> list() {
    List<Remark> list = new ArrayList<>();
    for (Remark.Kind kind : List.of(Remark.Kind.REFUSED, Remark.Kind.UNUSED, Remark.Kind.ASSUMED)) {
      found.forEach(
          (remark, lines) -> {
            if (remark.kind() == kind) {
              list.add(
                  new Remark(
                      kind,
                      List.copyOf(lines),
                      remark.column(),
                      remark.message(),
                      remark.remedy()));
            }
          });
    }
    if (more > 0) {
      list.add(
          new Remark(
              Remark.Kind.UNUSED,
              List.of(),
              "",
              more + " more findings are not listed",
              "mend these first"));
    }
    return list;
  }
}
