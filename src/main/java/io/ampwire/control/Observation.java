package io.ampwire.control;

import io.ampwire.decode.Reading;
import io.ampwire.trust.DeviceIdentity;
import java.util.Optional;
import java.util.function.Function;

/**
 * Data of one poll.
 *
 * @param readings by point name
 * @param device identity that the device reports
 * @param begun monotonic time at which the poll began, ns
 * @param suspended reason why the device must not be written until its map is proved again
 */
public record Observation(
    Function<String, Reading> readings,
    DeviceIdentity device,
    long begun,
    Optional<String> suspended) {
  static final Observation NOTHING =
      new Observation(
          name -> Reading.NOT_READ, DeviceIdentity.UNKNOWN, Long.MIN_VALUE, Optional.empty());

  Reading reading(String point) {
    return readings.apply(point);
  }
}
