package io.ampwire.map;

import java.util.Optional;

/**
 * Name and kind under which a point is shown to people. Neither changes what the point means, so
 * that a better name costs no evidence.
 *
 * @param title its name in a person's words, such as "Current L1"
 * @param kind what sort of reading it is, where its unit and its part do not tell
 */
public record Presentation(Optional<String> title, Optional<Kind> kind) {
  public static final Presentation PLAIN = new Presentation(Optional.empty(), Optional.empty());

  /** What sort of reading a point is. */
  public enum Kind {
    /** A quantity at this moment, worth statistics. */
    MEASUREMENT,
    /** Only grows, and begins at zero again for a new session or a new meter. */
    COUNTER,
    /** A quantity or a state that is neither measured nor counted. */
    VALUE,
    /** Needed for troubleshooting, or set once. */
    DIAGNOSTIC,
    /** Zero where no vehicle is plugged in. */
    PRESENCE
  }
}
