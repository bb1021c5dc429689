package io.ampwire.trust;

import java.util.Locale;

/**
 * Outcome of one check.
 *
 * @param detail text for people: what confirmed or contradicted the check, or what is missing
 */
public record Check(Aspect aspect, Outcome outcome, String detail) {

  /** Outcome of a check; a check that could not be made is open and never counts as passed. */
  public enum Outcome {
    CONFIRMED,
    CONTRADICTED,
    OPEN;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Check confirmed(Aspect aspect, String detail) {
    return new Check(aspect, Outcome.CONFIRMED, detail);
  }

  public static Check contradicted(Aspect aspect, String detail) {
    return new Check(aspect, Outcome.CONTRADICTED, detail);
  }

  public static Check open(Aspect aspect, String detail) {
    return new Check(aspect, Outcome.OPEN, detail);
  }

  boolean is(Aspect wanted, Outcome wantedOutcome) {
    return aspect == wanted && outcome == wantedOutcome;
  }
}
