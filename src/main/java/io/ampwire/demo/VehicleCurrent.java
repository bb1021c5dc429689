package io.ampwire.demo;

/** Current of a simulated car, A per phase, which follows a limit with the car's ramp. */
final class VehicleCurrent {
  private double amps;
  private double wanted;
  private double pending;

  /**
   * Advances by a step in seconds.
   *
   * @param next the current that the car would draw at the limit in force
   */
  double advance(double step, double next, Car.Ramp ramp) {
    if (next < wanted && pending <= 0) {
      pending = ramp.reaction();
    }
    wanted = next;
    pending -= step;
    if (wanted >= amps) {
      amps = Math.min(wanted, amps + ramp.up() * step);
    } else if (pending <= 0) {
      amps = Math.max(wanted, amps - ramp.down() * step);
    }
    return amps;
  }

  /** The car was unplugged. */
  void cut() {
    amps = 0;
    wanted = 0;
    pending = 0;
  }

  double amps() {
    return amps;
  }
}
