package io.ampwire.map;

import io.ampwire.format.MapLibrary;

/** The shipped map, for tests of the core. */
public final class Evlink {
  public static final RegisterMap MAP =
      ((MapLibrary.Loaded) MapLibrary.shipped()).library().maps().get("schneider-evlink-pro-ac");

  private Evlink() {}

  public static Point point(String name) {
    return MAP.point(name).orElseThrow();
  }
}
