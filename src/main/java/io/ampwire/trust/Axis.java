package io.ampwire.trust;

import java.util.Locale;

/**
 * Property of a map with its own proof: a charger that reads as documented may still ignore writes.
 */
public enum Axis {
  READ("what its points say"),
  WRITE("that it takes a set point and gives it back"),
  FAILSAFE("that it falls back when its controller is gone");

  private final String about;

  Axis(String about) {
    this.about = about;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Text that follows "proves". */
  public String about() {
    return about;
  }
}
