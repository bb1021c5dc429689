package io.ampwire.trust;

import java.util.Locale;

/**
 * What came of looking at one aspect.
 *
 * @param detail for people: by what it was confirmed or contradicted, or what is missing
 */
public record Check(Aspect aspect, Outcome outcome, String detail) {

  /** A check that could not be made says so; it never counts as one that passed. */
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
