package io.ampwire.trust;

import java.util.Locale;

/**
 * A record and whether it counts.
 *
 * @param id the record's short name, which takes a fingerprint of all of it to find out
 * @param why for people; says what to do where it does not count
 */
public record JudgedEvidence(Evidence evidence, String id, Standing standing, String why) {
  JudgedEvidence(Evidence evidence, Standing standing, String why) {
    this(evidence, evidence.id(), standing, why);
  }

  /** Only the first earns anything; the others are shown, never counted. */
  public enum Standing {
    COUNTED,
    /** Well signed, by nobody on the trust list. */
    CLAIMED,
    /** The map means something else by now. */
    STALE,
    /** Nobody stands up for it. */
    UNSIGNED,
    /** It is not as it was signed. */
    BROKEN,
    /** A hardware record that cannot be of a certain device. */
    UNFIT;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean counted() {
    return standing == Standing.COUNTED;
  }
}
