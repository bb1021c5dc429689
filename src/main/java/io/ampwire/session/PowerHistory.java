package io.ampwire.session;

import java.util.Arrays;
import java.util.List;

/**
 * Means of a charger over equal steps of time, from its minutes. Every step of the range has a
 * place; NaN is what no minute of the step has.
 */
public final class PowerHistory {
  private static final int POWER = 0;
  private static final int LIMIT = 1;
  private static final int CURRENTS = 2;

  private final long from;
  private final int minutes;
  private final double[][] sums;
  private final double[][] weights;
  private final double[] energy;
  private final int[] seconds;

  /**
   * @param from first minute since 1970
   * @param to the minute after the last
   * @param minutes of each step
   */
  public PowerHistory(List<MinuteRow> rows, long from, long to, int minutes) {
    int steps = Math.toIntExact((to - from + minutes - 1) / minutes);
    this.from = from;
    this.minutes = minutes;
    this.sums = new double[CURRENTS + MeterPoints.PHASES][steps];
    this.weights = new double[CURRENTS + MeterPoints.PHASES][steps];
    this.energy = new double[steps];
    this.seconds = new int[steps];
    Arrays.fill(energy, Double.NaN);
    for (MinuteRow row : rows) {
      if (row.minute() >= from && row.minute() < to) {
        add((int) ((row.minute() - from) / minutes), row);
      }
    }
  }

  private void add(int step, MinuteRow row) {
    add(POWER, step, row.power(), row.seconds());
    add(LIMIT, step, row.limit(), row.seconds());
    for (int i = 0; i < MeterPoints.PHASES; i++) {
      add(CURRENTS + i, step, row.currents()[i], row.seconds());
    }
    if (!Float.isNaN(row.energy())) {
      energy[step] = (Double.isNaN(energy[step]) ? 0 : energy[step]) + row.energy();
    }
    seconds[step] += row.seconds();
  }

  private void add(int value, int step, float mean, int weight) {
    if (!Float.isNaN(mean)) {
      sums[value][step] += (double) mean * weight;
      weights[value][step] += weight;
    }
  }

  public int steps() {
    return seconds.length;
  }

  /** Beginning of a step, wall clock, ms. */
  public long start(int step) {
    return (from + (long) step * minutes) * 60_000;
  }

  /** kW. */
  public double power(int step) {
    return mean(POWER, step);
  }

  /** The limit in force, A. */
  public double limit(int step) {
    return mean(LIMIT, step);
  }

  /**
   * A.
   *
   * @param phase from 0
   */
  public double current(int phase, int step) {
    return mean(CURRENTS + phase, step);
  }

  /** Energy that flowed while the charger was seen, kWh. */
  public double energy(int step) {
    return energy[step] / 1000;
  }

  /** Seconds of the step in which the charger was seen. */
  public int seconds(int step) {
    return seconds[step];
  }

  private double mean(int value, int step) {
    return weights[value][step] == 0 ? Double.NaN : sums[value][step] / weights[value][step];
  }
}
