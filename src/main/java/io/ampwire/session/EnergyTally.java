package io.ampwire.session;

import io.ampwire.session.ChargingSession.Energy;
import io.ampwire.session.ChargingSession.Source;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Running energy of a session by each of its sources, Wh; NaN for a source without a reading.
 *
 * @param meterStart lifetime counter at the beginning
 * @param meter lifetime counter now
 * @param carried energy before the lifetime counter restarted
 * @param counter the charger's counter of the session, as last read
 * @param counted sum of the advances of that counter; it may restart during a session
 * @param integrated power over time
 * @param power last power, kW
 * @param maxPower highest power, kW
 */
public record EnergyTally(
    double meterStart,
    double meter,
    double carried,
    double counter,
    double counted,
    double integrated,
    double power,
    double maxPower) {
  private static final double NONE = Double.NaN;

  /**
   * The energy of a session whose beginning was seen.
   *
   * @param before lifetime counter before the car came, NaN if it was not read
   */
  static EnergyTally begin(double before, MeterReading reading) {
    double meter = Double.isNaN(before) ? reading.meter() : before;
    double counted = Double.isNaN(reading.counter()) ? NONE : 0;
    return new EnergyTally(
        meter, meter, 0, reading.counter(), counted, NONE, reading.power(), reading.power());
  }

  /**
   * The energy of a session that was charging when it was seen first: the charger's counter states
   * what flowed before.
   */
  static EnergyTally late(MeterReading reading) {
    double before = Double.isNaN(reading.counter()) ? 0 : reading.counter();
    return new EnergyTally(
        reading.meter() - before,
        reading.meter(),
        0,
        reading.counter(),
        reading.counter(),
        NONE,
        reading.power(),
        reading.power());
  }

  /**
   * Adds a reading.
   *
   * @param hours since the last reading, 0 if no energy is known to have flowed steadily since
   */
  EnergyTally add(MeterReading reading, double hours) {
    double sum = sum(integrated, reading.power(), hours);
    double advance = Double.isNaN(reading.counter()) ? counted : advanced(reading.counter());
    double last = Double.isNaN(reading.counter()) ? counter : reading.counter();
    double start = meterStart;
    double now = meter;
    double before = carried;
    if (!Double.isNaN(reading.meter())) {
      if (Double.isNaN(start)) {
        start = reading.meter() - firstOf(advance, sum, 0);
      } else if (reading.meter() < meter) {
        before += meter - start;
        start = reading.meter();
      }
      now = reading.meter();
    }
    double known = Double.isNaN(reading.power()) ? power : reading.power();
    return new EnergyTally(
        start, now, before, last, advance, sum, known, highest(maxPower, reading.power()));
  }

  private double sum(double before, double read, double hours) {
    if (hours == 0 || Double.isNaN(read)) {
      return before;
    }
    double mean = Double.isNaN(power) ? read : (power + read) / 2;
    return (Double.isNaN(before) ? 0 : before) + 1000 * mean * hours;
  }

  private double advanced(double read) {
    if (Double.isNaN(counter)) {
      return Double.isNaN(counted) ? 0 : counted;
    }
    return counted + (read < counter ? read : read - counter);
  }

  private static double firstOf(double... values) {
    for (double value : values) {
      if (!Double.isNaN(value)) {
        return value;
      }
    }
    return NONE;
  }

  private static double highest(double before, double now) {
    if (Double.isNaN(before) || Double.isNaN(now)) {
      return Double.isNaN(before) ? now : before;
    }
    return Math.max(before, now);
  }

  /** A poll that says nothing about energy, at the time of another. */
  static MeterReading nothing(MeterReading at) {
    return new MeterReading(
        at.nanos(), at.wallMillis(), at.stage(), at.code(), NONE, NONE, NONE, at.stopCause());
  }

  /** The same energy up to another position of the lifetime counter. */
  EnergyTally upTo(double position) {
    return new EnergyTally(
        meterStart, position, carried, counter, counted, integrated, power, maxPower);
  }

  /**
   * The energy so far.
   *
   * @param coarse whether the lifetime counter advances in large steps, so that the charger's
   *     counter of the session comes first
   */
  Energy energy(boolean coarse) {
    double byMeter = meter - meterStart + carried;
    double[] values =
        coarse
            ? new double[] {counted, byMeter, integrated}
            : new double[] {byMeter, counted, integrated};
    Source[] sources =
        coarse
            ? new Source[] {Source.SESSION_COUNTER, Source.COUNTER, Source.INTEGRATED}
            : Source.values();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        return energy(OptionalDouble.of(Math.max(0, values[i])), Optional.of(sources[i]));
      }
    }
    return energy(OptionalDouble.empty(), Optional.empty());
  }

  private Energy energy(OptionalDouble total, Optional<Source> from) {
    // After a restart of the lifetime counter its positions do not belong together.
    boolean whole = carried == 0 && !Double.isNaN(meterStart);
    return new Energy(
        total,
        from,
        whole ? optional(meterStart) : OptionalDouble.empty(),
        whole ? optional(meter) : OptionalDouble.empty());
  }

  static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
