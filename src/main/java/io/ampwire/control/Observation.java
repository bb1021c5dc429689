package io.ampwire.control;

import io.ampwire.decode.Reading;
import io.ampwire.trust.DeviceIdentity;
import java.util.function.Function;

/**
 * Data of one poll.
 *
 * @param readings by point name
 * @param device identity that the device reports
 * @param begun monotonic time at which the poll began, ns
 */
public record Observation(Function<String, Reading> readings, DeviceIdentity device, long begun) {
  static final Observation NOTHING =
      new Observation(name -> Reading.NOT_READ, DeviceIdentity.UNKNOWN, Long.MIN_VALUE);

  Reading reading(String point) {
    return readings.apply(point);
  }
}
