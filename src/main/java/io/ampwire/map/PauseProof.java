package io.ampwire.map;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Readings that show a pause where the set point's own register does not read the value that
 * pauses.
 *
 * @param reads readings of the set point that do not contradict a confirmed pause
 * @param point register that shows the pause instead of the set point
 * @param value reading of {@code point} while charging is paused
 * @param states codes of the vehicle's state in which the device holds charging back
 */
public record PauseProof(
    List<Long> reads, Optional<String> point, OptionalLong value, Set<Long> states) {
  public static final PauseProof NONE =
      new PauseProof(List.of(), Optional.empty(), OptionalLong.empty(), Set.of());

  /** Current below which a phase carries none, A. */
  private static final double NO_CURRENT = 1;

  public PauseProof {
    reads = List.copyOf(reads);
    states = Set.copyOf(states);
  }

  /** What the readings of one poll say about a pause. */
  public enum Verdict {
    /** The witnesses show that charging is paused. */
    PROVED,
    /** A witness shows that charging is not paused. */
    CONTRADICTED,
    /** The witnesses decide nothing, so the set point's own register has to. */
    SILENT,
    /** The set point's register reads a value that decides nothing, and neither do the others. */
    OPEN
  }

  public boolean exists() {
    return !equals(NONE);
  }

  /** Whether that reading of the set point does not contradict a confirmed pause. */
  public boolean tolerates(double setPoint) {
    return point.isPresent() || reads.stream().anyMatch(value -> value == setPoint);
  }

  /**
   * Judges one poll.
   *
   * @param setPoint the set point that was read, NaN for none
   * @param readings numbers by point, NaN for none
   */
  public Verdict judge(Vehicle vehicle, double setPoint, ToDoubleFunction<String> readings) {
    if (point.isPresent()) {
      double shown = readings.applyAsDouble(point.get());
      if (Double.isNaN(shown)) {
        return Verdict.OPEN;
      }
      return shown == value.orElse(0) ? Verdict.PROVED : Verdict.CONTRADICTED;
    }
    if (!Double.isNaN(setPoint) && !tolerates(setPoint)) {
      return Verdict.SILENT;
    }
    double most =
        vehicle.currents().stream()
            .mapToDouble(readings)
            .filter(amps -> !Double.isNaN(amps))
            .max()
            .orElse(Double.NaN);
    if (most >= NO_CURRENT) {
      return Verdict.CONTRADICTED;
    }
    double state = readings.applyAsDouble(vehicle.point());
    boolean held = states.isEmpty() || states.stream().anyMatch(code -> code == state);
    return held && most < NO_CURRENT ? Verdict.PROVED : Verdict.OPEN;
  }

  /** Adds the proof to a canonical form; nothing if the map gives none. */
  void write(CanonicalForm form) {
    if (exists()) {
      form.text("paused").numbers(reads).optional(point).optional(value).numbers(states);
    }
  }
}
