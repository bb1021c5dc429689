package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects what is to be said of a table; the same of several rows is said once, with all lines.
 */
final class Remarks {
  private final Map<Remark, Set<Integer>> found = new LinkedHashMap<>();

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
    Set<Integer> lines =
        found.computeIfAbsent(
            new Remark(kind, List.of(), column, message, remedy), same -> new TreeSet<>());
    if (line > 0) {
      lines.add(line);
    }
  }

  void addAll(Collection<Remark> remarks) {
    for (Remark remark : remarks) {
      found
          .computeIfAbsent(
              new Remark(
                  remark.kind(), List.of(), remark.column(), remark.message(), remark.remedy()),
              same -> new TreeSet<>())
          .addAll(remark.lines());
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
    return list;
  }
}
