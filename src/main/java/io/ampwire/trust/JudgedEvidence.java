package io.ampwire.trust;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An evidence record and whether it counts.
 *
 * @param id the record's short name, which takes a fingerprint of all of it to find out
 * @param why for people; says what to do where it does not count
 * @param changed points whose meaning changed since; the record says nothing about them any more
 */
public record JudgedEvidence(
    Evidence evidence, String id, Standing standing, String why, Set<String> changed) {

  public JudgedEvidence {
    changed = Set.copyOf(changed);
  }

  JudgedEvidence(Evidence evidence, Standing standing, String why) {
    this(evidence, evidence.id(), standing, why, Set.of());
  }

  /** Only the first earns anything; the others are shown, never counted. */
  public enum Standing {
    COUNTED,
    /** Well signed, by a key that is not on the trust list. */
    CLAIMED,
    /** No point of it means what it meant when the record was made. */
    STALE,
    /** It has no signature. */
    UNSIGNED,
    /** It is not as it was signed. */
    BROKEN,
    /** It is about another map, or not about a certain device. */
    UNFIT;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean counted() {
    return standing == Standing.COUNTED;
  }

  /** What counts of it, in the order of the record. */
  public List<PointEvidence> points() {
    return counted()
        ? evidence.points().stream().filter(p -> !changed.contains(p.point())).toList()
        : List.of();
  }

  /** What counts of it about a point. */
  public Optional<PointEvidence> point(String name) {
    return counted() && !changed.contains(name) ? evidence.point(name) : Optional.empty();
  }
}
