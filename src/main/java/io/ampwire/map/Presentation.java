package io.ampwire.map;

import java.util.Optional;

/**
 * Display name and kind of a point. Neither changes its meaning, so that a better name invalidates
 * no evidence.
 *
 * @param title name for people, such as "Current L1"
 * @param kind kind of reading, if its unit and its role do not determine it
 */
public record Presentation(Optional<String> title, Optional<Kind> kind) {
  public static final Presentation PLAIN = new Presentation(Optional.empty(), Optional.empty());

  /** Kind of reading of a point. */
  public enum Kind {
    /** Momentary quantity, useful for statistics. */
    MEASUREMENT,
    /** Counter that only grows; it restarts at zero for a new session or a new meter. */
    COUNTER,
    /** Quantity or state that is neither measured nor counted. */
    VALUE,
    /** Value for troubleshooting, or set once. */
    DIAGNOSTIC,
    /** Zero if no vehicle is plugged in. */
    PRESENCE,
    /**
     * Identifier of a person's card (RFID): personal data. It is read only where the inventory
     * permits it.
     */
    TAG
  }
}
