package io.ampwire.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collector of the faults of one file, each reported once: the first {@value #MOST} in full, then
 * the number of further ones.
 */
final class Faults {
  static final int MOST = 50;

  private final String file;
  private final Set<Problem> found = new LinkedHashSet<>();
  private int more;

  Faults(String file) {
    this.file = file;
  }

  void add(int line, String key, String message) {
    Problem problem = new Problem(file, line, key, message);
    if (found.size() < MOST) {
      found.add(problem);
    } else if (!found.contains(problem)) {
      more++;
    }
  }

  /** Whether there is a fault at or below the path, or at a list or section that contains it. */
  boolean touches(String path) {
    return found.stream()
        .anyMatch(problem -> under(problem.key(), path) || under(path, problem.key()));
  }

  private static boolean under(String key, String path) {
    return key.equals(path) || key.startsWith(path + ".");
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  Problems problems() {
    List<Problem> all = new ArrayList<>(found);
    all.sort(Comparator.comparingInt(Problem::line));
    if (more > 0) {
      int last = all.get(all.size() - 1).line();
      all.add(new Problem(file, last, "", "and " + more + " more; mend these first"));
    }
    return new Problems(all);
  }
}
