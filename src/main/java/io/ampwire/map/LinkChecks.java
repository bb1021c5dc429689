package io.ampwire.map;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks of a map's head, its sources and its link settings. */
final class LinkChecks {
  private static final Set<String> KINDS =
      Set.of("document", "trace", "implementation", "table", "measurement");

  /** Longest pause, ms; a longer one would delay the lifebit. */
  private static final long LONGEST_SPACING = 500;

  /** Longest pause between two writes, ms; reads go on meanwhile. */
  private static final long LONGEST_WRITE_SPACING = 10_000;

  private LinkChecks() {}

  static void check(RegisterMap map, List<Finding> findings) {
    if (!map.id().matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      findings.add(new Finding("id", "not a map id: '" + map.id() + "'"));
    }
    range(findings, "revision", map.revision(), 1, Integer.MAX_VALUE);
    LinkSettings link = map.link();
    range(findings, "link.port", link.port(), 1, 65535);
    range(findings, "link.unit", link.unit(), 0, 255);
    range(findings, "link.max-registers", link.maxRegisters(), 1, 125);
    functions(findings, "link", link.readFunction(), link.writeFunction());
    windows(map, findings);
    range(findings, "link.spacing", link.spacing().toMillis(), 0, LONGEST_SPACING);
    range(findings, "link.write-spacing", link.writeSpacing().toMillis(), 0, LONGEST_WRITE_SPACING);
    sources(map, findings);
    if (map.points().isEmpty()) {
      findings.add(new Finding("points", "a map needs at least one point"));
    }
  }

  static void functions(List<Finding> findings, String path, int read, int write) {
    if (read != 3 && read != 4) {
      findings.add(new Finding(path + ".read-function", "reads use function 3 or 4, not " + read));
    }
    if (write != 6 && write != 16) {
      findings.add(
          new Finding(path + ".write-function", "writes use function 6 or 16, not " + write));
    }
  }

  static void range(List<Finding> findings, String path, long value, long min, long max) {
    if (value < min || value > max) {
      String bound = max == Integer.MAX_VALUE ? "at least " + min : min + ".." + max;
      findings.add(new Finding(path, "must be " + bound + ", not " + value));
    }
  }

  private static void windows(RegisterMap map, List<Finding> findings) {
    LinkSettings link = map.link();
    for (int i = 0; i < link.windows().size(); i++) {
      LinkSettings.Window window = link.windows().get(i);
      String path = "link.windows." + i;
      range(findings, path + ".from", window.from(), 0, 65535);
      range(findings, path + ".to", window.to(), 0, 65535);
      range(findings, path + ".gap", window.gap(), 0, 65535);
      if (window.from() > window.to()) {
        findings.add(new Finding(path, "ends before it begins"));
      } else {
        reach(map, i, path, findings);
      }
    }
  }

  /** Reports a window without a point inside as a mistake, because no read ever uses it. */
  private static void reach(RegisterMap map, int index, String path, List<Finding> findings) {
    LinkSettings.Window window = map.link().windows().get(index);
    boolean used = map.points().stream().anyMatch(p -> window.covers(p.address(), p.end()));
    if (!used && !map.points().isEmpty()) {
      findings.add(new Finding(path, "no point lies inside, so no read ever uses it"));
    }
    if (!map.link().blockReads()) {
      findings.add(new Finding(path, "block-reads is false, so no read ever uses it"));
    }
    for (LinkSettings.Window other : map.link().windows().subList(0, index)) {
      if (window.from() <= other.to() && other.from() <= window.to()) {
        findings.add(new Finding(path, "overlaps " + other.from() + ".." + other.to()));
      }
    }
  }

  private static void sources(RegisterMap map, List<Finding> findings) {
    Set<String> marks = new HashSet<>();
    for (int i = 0; i < map.sources().size(); i++) {
      String mark = map.sources().get(i).mark();
      if (!marks.add(mark)) {
        findings.add(new Finding("sources." + i + ".mark", "a second source '" + mark + "'"));
      }
    }
    for (int i = 0; i < map.sources().size(); i++) {
      String kind = map.sources().get(i).kind();
      if (!KINDS.contains(kind)) {
        findings.add(new Finding("sources." + i + ".kind", "not a kind of source: '" + kind + "'"));
      }
    }
    if (marks.isEmpty()) {
      findings.add(new Finding("sources", "a map needs at least one source"));
    }
  }
}
