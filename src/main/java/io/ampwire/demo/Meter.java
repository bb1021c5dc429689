package io.ampwire.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Simulated energy meter of a charger. It converts a current into consistent readings: averages,
 * totals, P = U·I·pf and S² = P² + Q² hold as on a real meter.
 */
final class Meter {
  private static final double NOMINAL_VOLTS = 230;
  private static final double VOLTS_PER_AMP = 0.06;
  private static final int ABSENT_WORDS = 2;

  private final Random random;
  private final ValueDrift[] volts;
  private final ValueDrift[] share;
  private final ValueDrift factor;
  private final ValueDrift hertz;
  private final double[] amps;
  private double wattHours;
  private double varHours;

  Meter(int phases, Random random) {
    this.random = random;
    this.volts = drifts(phases, 1.5, 3);
    this.share = drifts(phases, 0.003, 0.008);
    this.factor = new ValueDrift(0.002, 0.006);
    this.hertz = new ValueDrift(0.01, 0.03);
    this.amps = new double[phases];
    this.wattHours = 400_000 + random.nextInt(2_000_000);
    this.varHours = wattHours / 5;
    advance(60, 0);
  }

  private static ValueDrift[] drifts(int count, double spread, double bound) {
    ValueDrift[] drifts = new ValueDrift[count];
    for (int i = 0; i < count; i++) {
      drifts[i] = new ValueDrift(spread, bound);
    }
    return drifts;
  }

  /** Simulates a flow of the current on every phase. */
  double advance(double seconds, double current) {
    return advance(seconds, current, amps.length);
  }

  /**
   * Simulates a flow of the current for some seconds and returns the energy, Wh. No phase exceeds
   * the current.
   *
   * @param loaded how many phases carry it, from the first
   */
  double advance(double seconds, double current, int loaded) {
    factor.advance(seconds, random);
    hertz.advance(seconds, random);
    for (int i = 0; i < amps.length; i++) {
      volts[i].advance(seconds, random);
      share[i].advance(seconds, random);
      amps[i] = i < loaded ? current * (1 - Math.abs(share[i].value())) : 0;
    }
    double flowed = 1000 * active() * seconds / 3600;
    wattHours += flowed;
    varHours += 1000 * reactive() * seconds / 3600;
    return flowed;
  }

  private double volts(int phase) {
    return NOMINAL_VOLTS + volts[phase].value() - VOLTS_PER_AMP * amps[phase];
  }

  private double active(int phase) {
    return volts(phase) * amps[phase] * factor() / 1000;
  }

  private double factor() {
    return 0.98 + factor.value();
  }

  private double apparent() {
    double sum = 0;
    for (int i = 0; i < amps.length; i++) {
      sum += volts(i) * amps[i] / 1000;
    }
    return sum;
  }

  private double active() {
    return apparent() * factor();
  }

  private double reactive() {
    return apparent() * Math.sqrt(1 - factor() * factor());
  }

  /** All readings of the wired phases, by the names that register maps use. */
  Map<String, Double> readings() {
    Map<String, Double> readings = new HashMap<>();
    double meanAmps = 0;
    double meanVolts = 0;
    for (int i = 0; i < amps.length; i++) {
      readings.put("current_phase_" + (i + 1), amps[i]);
      readings.put("voltage_phase_" + (i + 1), volts(i));
      readings.put("power_active_phase_" + (i + 1), active(i));
      readings.put("energy_active_phase_" + (i + 1), wattHours / amps.length);
      meanAmps += amps[i] / amps.length;
      meanVolts += volts(i) / amps.length;
    }
    readings.put("current_phase_avg", meanAmps);
    readings.put("voltage_phase_avg", meanVolts);
    for (String pair : List.of("1_2", "2_3", "3_1")) {
      readings.put("voltage_phase_" + pair, meanVolts * Math.sqrt(3));
    }
    readings.put("power_active_phase_tot", active());
    readings.put("power_reactive_tot", reactive());
    readings.put("power_apparent_tot", apparent());
    readings.put("power_factor", factor());
    readings.put("frequence", 50 + hertz.value());
    readings.put("energy_active_total", wattHours);
    return readings;
  }

  /** Writes all readings into their registers; phases that are not wired read as not available. */
  void show(RegisterImage image) {
    double meanAmps = 0;
    double meanVolts = 0;
    for (int i = 0; i < 3; i++) {
      if (i >= amps.length) {
        image.blank(2999 + 2 * i, ABSENT_WORDS);
        image.blank(3027 + 2 * i, ABSENT_WORDS);
        image.blank(3053 + 2 * i, ABSENT_WORDS);
        continue;
      }
      image.putF32(2999 + 2 * i, amps[i]);
      image.putF32(3027 + 2 * i, volts(i));
      image.putF32(3053 + 2 * i, active(i));
      meanAmps += amps[i] / amps.length;
      meanVolts += volts(i) / amps.length;
    }
    image
        .putF32(3009, meanAmps)
        .putF32(3035, meanVolts)
        .putF32(3059, active())
        .putF32(3067, reactive())
        .putF32(3075, apparent())
        .putF32(3083, factor())
        .putF32(3109, 50 + hertz.value())
        .putU64(3203, (long) wattHours)
        .putU64(3219, (long) varHours);
  }
}
