package io.ampwire.trust;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Evidence record with the decision whether it counts.
 *
 * @param id short name of the record, cached because it needs a digest of the whole record
 * @param why text for people; if the record does not count, it names the remedy
 * @param changed points whose meaning changed since; the record no longer counts for them
 */
public record JudgedEvidence(
    Evidence evidence, String id, Standing standing, String why, Set<String> changed) {

  public JudgedEvidence {
    changed = Set.copyOf(changed);
  }

  JudgedEvidence(Evidence evidence, Standing standing, String why) {
    this(evidence, evidence.id(), standing, why, Set.of());
  }

  /** Standing of a record. Only the first one counts; the others are shown. */
  public enum Standing {
    COUNTED,
    /** The signature is valid, but its key is not on the trust list. */
    CLAIMED,
    /** The meaning of every point has changed since the record was made. */
    STALE,
    /** The record has no signature. */
    UNSIGNED,
    /** The record does not match its signature. */
    BROKEN,
    /** The record is about another map, or does not identify the device. */
    UNFIT;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean counted() {
    return standing == Standing.COUNTED;
  }

  /** Evidence of the record that counts, in its order. */
  public List<PointEvidence> points() {
    return counted()
        ? evidence.points().stream().filter(p -> !changed.contains(p.point())).toList()
        : List.of();
  }

  /** Evidence about a point, if it counts. */
  public Optional<PointEvidence> point(String name) {
    return counted() && !changed.contains(name) ? evidence.point(name) : Optional.empty();
  }
}
