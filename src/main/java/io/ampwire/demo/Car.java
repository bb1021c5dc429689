package io.ampwire.demo;

/**
 * Demand of a simulated car.
 *
 * @param amps largest current per phase, A
 * @param wattHours energy until it is full
 * @param phases most phases that it loads, 1 to 3
 * @param ramp how its current follows the limit
 */
public record Car(double amps, double wattHours, int phases, Ramp ramp) {

  /** A car that loads every phase of its charger and follows a limit at once. */
  public Car(double amps, double wattHours) {
    this(amps, wattHours, 3, Ramp.DEFAULT);
  }

  /**
   * How a car's current follows the limit. IEC 61851-1 allows it five seconds for a lower limit.
   *
   * @param reaction time until it begins to follow a lower limit, s
   * @param up fastest rise, A/s
   * @param down fastest fall, A/s
   */
  public record Ramp(double reaction, double up, double down) {
    public static final Ramp DEFAULT = new Ramp(0, 2, 8);
  }
}
