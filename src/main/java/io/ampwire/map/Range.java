package io.ampwire.map;

/** Both ends are inside. */
public record Range(double min, double max) {
  public boolean contains(double value) {
    return value >= min && value <= max;
  }
}
