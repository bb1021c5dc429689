package io.ampwire.format;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects the faults of one file while it is read, each said once. */
final class Faults {
  private final String file;
  private final Set<Problem> found = new LinkedHashSet<>();

  Faults(String file) {
    this.file = file;
  }

  void add(int line, String key, String message) {
    found.add(new Problem(file, line, key, message));
  }

  /** Whether something at or below the path, or at a list or section it is in, was faulted. */
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
    return new Problems(found.stream().sorted(Comparator.comparingInt(Problem::line)).toList());
  }
}
