package io.ampwire.trust;

import io.ampwire.map.PhysicsLaw;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Comparison of a power reading with voltage times current in every poll. A reading that is off by
 * a factor of {@value #FACTOR} for several polls contradicts its law and is withheld until it holds
 * again. From then on, each poll that contradicts it withholds the reading at once. Currents and
 * voltages bound the power from above in any case; from below only while a car charges, because
 * smaller currents may be reactive. A phase whose current or voltage is unknown decides nothing.
 * Powers in the result's unit, times in ns.
 */
final class PowerMismatch {
  static final int POLLS = 5;

  /** Least time of a contradiction; meters show the power of some seconds ago. */
  private static final Duration LEAST = Duration.ofSeconds(15);

  /** Largest factor that power factor, imbalance and rounding explain together. */
  private static final double FACTOR = 2.5;

  /** Smallest current of a phase that a contradiction needs, A. */
  private static final double FLOWS = 1;

  /** Current of a phase above which a load is a charge and not merely reactive, A. */
  private static final double CHARGES = 5;

  /** Highest mains voltage of a phase, V. */
  private static final double VOLTS = 250;

  private final PhysicsLaw.Power law;
  private final double rest;
  private final double step;
  private final String unit;
  private final List<String> others;
  private final long patience;
  private State state = Holds.HOLDS;
  private boolean known;
  private Optional<String> unreported = Optional.empty();

  private sealed interface State {}

  private enum Holds implements State {
    HOLDS
  }

  /**
   * The reading is off, but not for long enough.
   *
   * @param since time of the first of these polls
   */
  private record Doubtful(Side side, int polls, long since) implements State {}

  private enum Contradicts implements State {
    CONTRADICTS
  }

  private enum Side {
    /** The reading is within what the currents explain. */
    WITHIN,
    TOO_MUCH,
    TOO_LITTLE,
    /** An operand is unknown. */
    UNKNOWN
  }

  /**
   * @param rest highest result while no current is measured
   */
  PowerMismatch(RegisterMap map, PhysicsLaw.Power law, double rest) {
    Point result = map.point(law.result()).orElseThrow();
    this.law = law;
    this.rest = rest;
    this.step = result.type().isInteger() ? result.scale() : 0;
    this.unit = result.unit();
    this.others =
        map.vehicle().currents().stream().filter(name -> !law.currents().contains(name)).toList();
    long slowest =
        Stream.concat(law.operands().stream(), others.stream())
            .flatMap(name -> map.point(name).stream())
            .mapToLong(point -> point.cadence().interval().toNanos())
            .max()
            .orElse(0);
    this.patience = Math.max(LEAST.toNanos(), 2 * slowest);
  }

  void reset() {
    state = Holds.HOLDS;
    known = false;
    unreported = Optional.empty();
  }

  /** Whether the reading of the last poll is to be withheld. */
  boolean contradicts() {
    return state instanceof Contradicts;
  }

  /** Description of a contradiction, once after it was found. */
  Optional<String> news() {
    Optional<String> news = unreported;
    unreported = Optional.empty();
    return news;
  }

  /**
   * Processes one poll.
   *
   * @param value the reading without its sign; NaN if there is none
   * @param readings numbers of the points, NaN for a point without one
   */
  void observe(double value, ToDoubleFunction<String> readings, long now) {
    Side side = side(value, readings);
    state =
        switch (side) {
          case WITHIN -> Holds.HOLDS;
          case UNKNOWN -> state instanceof Contradicts ? state : Holds.HOLDS;
          case TOO_MUCH, TOO_LITTLE -> off(side, now);
        };
    if (state instanceof Contradicts && !known) {
      known = true;
      unreported =
          Optional.of(
              "reads %s %s, voltage times current is %s %s"
                  .formatted(rounded(value), unit, rounded(law.expected(readings)), unit));
    }
  }

  private State off(Side side, long now) {
    if (known || state instanceof Contradicts) {
      return Contradicts.CONTRADICTS;
    }
    if (state instanceof Doubtful doubtful && doubtful.side() == side) {
      int polls = doubtful.polls() + 1;
      boolean lasts = polls >= POLLS && now - doubtful.since() >= patience;
      return lasts ? Contradicts.CONTRADICTS : new Doubtful(side, polls, doubtful.since());
    }
    return new Doubtful(side, 1, now);
  }

  private Side side(double value, ToDoubleFunction<String> readings) {
    if (Double.isNaN(value) || !law.complete(readings)) {
      return Side.UNKNOWN;
    }
    double most = 0;
    for (String current : law.currents()) {
      most = Math.max(most, Math.abs(readings.applyAsDouble(current)));
    }
    double apparent = law.apparent(readings);
    double above = apparent;
    for (String name : others) {
      double amps = Math.abs(readings.applyAsDouble(name));
      above += Double.isNaN(amps) ? 0 : amps * VOLTS / law.watts();
    }
    if (most >= FLOWS && value - step > FACTOR * (above + rest)) {
      return Side.TOO_MUCH;
    }
    double least = Math.min(apparent, law.expected(readings)) - rest;
    return most >= CHARGES && FACTOR * (value + step) < least ? Side.TOO_LITTLE : Side.WITHIN;
  }

  /** Rounds to six digits, because further digits are noise of the multiplication. */
  private static double rounded(double value) {
    return new java.math.BigDecimal(value).round(new java.math.MathContext(6)).doubleValue();
  }
}
