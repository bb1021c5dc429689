package io.ampwire.trust;

import java.util.Locale;

/** What of a map can be proven by itself. A charger that reads as documented may still not obey. */
public enum Axis {
  READ("what its points say"),
  WRITE("that it takes a set point and gives it back"),
  FAILSAFE("that it falls back by itself when its controller is gone");

  private final String about;

  Axis(String about) {
    this.about = about;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** In words, behind "proves". */
  public String about() {
    return about;
  }
}
