package io.ampwire.trust;

import java.util.Locale;

/**
 * Level of proof of a map or a point. Rungs are computed from evidence and never set manually. Each
 * rung has the same description wherever it appears.
 */
public enum Rung {
  DOCUMENTED("gray", "that a document or another public source says so", "anything"),
  TRANSPORT(
      "gray",
      "that it is read and decoded cleanly over a real network against an independent third-party"
          + " Modbus server, its reads remapped into that server's window",
      "the map's own addresses, word order and scaling"),
  HARDWARE(
      "green",
      "that the real device says it is one the map is for, answers each required point at its own"
          + " address, and that physics or a reference reading confirms word order and scale",
      "other firmware and other models; writing and fail-safe, which are proven by themselves");

  private final String colour;
  private final String proves;
  private final String doesNotProve;

  Rung(String colour, String proves, String doesNotProve) {
    this.colour = colour;
    this.proves = proves;
    this.doesNotProve = doesNotProve;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Only hardware evidence earns green. */
  public String colour() {
    return colour;
  }

  public String proves() {
    return proves;
  }

  public String doesNotProve() {
    return doesNotProve;
  }
}
