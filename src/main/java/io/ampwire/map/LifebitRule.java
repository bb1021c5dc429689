package io.ampwire.map;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How a controller tells the device that it lives.
 *
 * @param point the register it is about; empty only where any traffic counts
 * @param value what is written, or the seconds of a timeout
 * @param period how often
 * @param disabled reading that says the device supervises nobody
 * @param cleared reading after the device has consumed the beat
 */
public record LifebitRule(
    Scheme scheme,
    String point,
    long value,
    Duration period,
    OptionalLong disabled,
    OptionalLong cleared) {

  /** The ways in which chargers are kept under control. */
  public enum Scheme {
    /** A constant is written again and again. */
    WRITE_CONSTANT,
    /** The last set point is written again within its validity. */
    REWRITE_SET_POINT,
    /** A timeout register is written again, which restarts its clock. */
    WRITE_TIMEOUT,
    /** Any request at all counts. */
    ANY_TRAFFIC
  }
}
