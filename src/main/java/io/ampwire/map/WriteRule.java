package io.ampwire.map;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Rule for the values that commands may write to a point.
 *
 * @param range allowed whole numbers, in the point's unit
 * @param also allowed single values besides the range, such as 0 for "pause"
 * @param capped whether the outlet's {@code max-current} is an upper bound
 * @param readback whether the register returns the written value
 * @param settle how long the device may take until the readback counts
 * @param nonVolatile whether each write wears the device's memory, so that the bridge never repeats
 *     one
 * @param step smallest difference between two values, in the point's unit; empty for whole numbers
 */
public record WriteRule(
    Optional<Range> range,
    List<Long> also,
    boolean capped,
    Readback readback,
    Duration settle,
    boolean nonVolatile,
    OptionalDouble step) {

  /** Behaviour of the register when it is read after a write. */
  public enum Readback {
    /** The register returns the written value. */
    VALUE,
    /**
     * The register clears itself, or its behaviour is not documented; a write is never verified.
     */
    NONE
  }

  public WriteRule {
    also = List.copyOf(also);
  }

  /** Creates a rule for a register without a limit on the number of writes. */
  public WriteRule(
      Optional<Range> range, List<Long> also, boolean capped, Readback readback, Duration settle) {
    this(range, also, capped, readback, settle, false, OptionalDouble.empty());
  }

  /** Whether the value may be written, also by the outlet's limit if one is known. */
  public boolean allows(long value, OptionalLong cap) {
    if (also.contains(value)) {
      return true;
    }
    boolean underCap = !capped || cap.isEmpty() || value <= cap.getAsLong();
    return underCap && range.map(r -> r.contains(value)).orElse(false);
  }

  /** Allowed values as text for a refusal: {@code 0 or 6..32}. */
  public String describe(OptionalLong cap) {
    String singles = also.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    if (range.isEmpty()) {
      return singles;
    }
    long top = (long) range.get().max();
    if (capped && cap.isPresent()) {
      top = Math.min(top, cap.getAsLong());
    }
    String span = (long) range.get().min() + ".." + top;
    return singles.isEmpty() ? span : singles + " or " + span;
  }
}
