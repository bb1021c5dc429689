package io.ampwire.map;

import java.util.Optional;
import java.util.Set;

/**
 * Names that a point must not have: the state document's own keys, and words that template
 * languages resolve to a method of the document instead of its entry.
 */
public final class ReservedNames {
  private static final Set<String> DOCUMENT =
      Set.of(
          "schema",
          "boot",
          "seq",
          "epoch",
          "ts",
          "time",
          "quality",
          "control",
          "control_by",
          "control_limit",
          "lease_left",
          "lifebit_age_ms",
          "supervision",
          "waiting_for",
          "limit_followed");
  private static final Set<String> METHODS =
      Set.of(
          "values",
          "items",
          "keys",
          "get",
          "pop",
          "update",
          "copy",
          "clear",
          "fromkeys",
          "popitem",
          "setdefault");
  private static final String LABEL = "_label";

  private ReservedNames() {}

  /** Reason why a point of that map must not have the name; empty if it may. */
  static Optional<String> clash(RegisterMap map, String name) {
    if (DOCUMENT.contains(name)) {
      return Optional.of("'" + name + "' is a key of the state document");
    }
    if (METHODS.contains(name)) {
      return Optional.of("'" + name + "' is a method of dictionaries in templates");
    }
    if (name.endsWith(LABEL)) {
      String coded = name.substring(0, name.length() - LABEL.length());
      boolean taken = map.point(coded).filter(point -> !point.labels().isEmpty()).isPresent();
      return taken
          ? Optional.of("'" + name + "' is the key of the label of '" + coded + "'")
          : Optional.empty();
    }
    return Optional.empty();
  }
}
