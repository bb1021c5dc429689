package io.ampwire.map;

/** Range with both ends inclusive. */
public record Range(double min, double max) {
  public boolean contains(double value) {
    return value >= min && value <= max;
  }
}
