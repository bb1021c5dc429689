package io.ampwire.trust;

import java.util.Locale;

/** What a map, or a point of it, has earned. Each rung is computed, never written by hand. */
public enum Rung {
  DOCUMENTED("a document states it", "anything"),
  TRANSPORT(
      "read and decoded cleanly over a real network against an independent Modbus server",
      "the map's own addresses, word order and scaling"),
  HARDWARE(
      "read from the real device at its own address, order and scale confirmed",
      "other firmware and other models; writing and fail-safe");

  private final String proves;
  private final String doesNotProve;

  Rung(String proves, String doesNotProve) {
    this.proves = proves;
    this.doesNotProve = doesNotProve;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String proves() {
    return proves;
  }

  public String doesNotProve() {
    return doesNotProve;
  }
}
