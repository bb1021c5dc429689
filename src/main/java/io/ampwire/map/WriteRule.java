package io.ampwire.map;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Rule for the values that commands may write to a point.
 *
 * @param range allowed values, in the point's unit; its ends are whole numbers
 * @param also allowed single values besides the range, such as 0 for "pause"
 * @param capped whether the outlet's {@code max-current} is an upper bound
 * @param readback whether the register returns the written value
 * @param settle how long the device may take until the readback counts
 * @param nonVolatile whether each write wears the device's memory, so that the bridge never repeats
 *     one
 * @param step smallest difference between two values, in the point's unit; empty for whole numbers.
 *     Values are multiples of it
 */
public record WriteRule(
    Optional<Range> range,
    List<Long> also,
    boolean capped,
    Readback readback,
    Duration settle,
    boolean nonVolatile,
    Optional<Decimal> step) {
  private static final Decimal WHOLE = Decimal.of(1);

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
    this(range, also, capped, readback, settle, false, Optional.empty());
  }

  /** Whether the value may be written, also by the outlet's limit if one is known. */
  public boolean allows(Decimal value, OptionalLong cap) {
    if (also.stream().anyMatch(single -> Decimal.of(single).equals(value))) {
      return true;
    }
    boolean underCap = !capped || cap.isEmpty() || !value.exceeds(Decimal.of(cap.getAsLong()));
    return underCap
        && value.isMultipleOf(step.orElse(WHOLE))
        && range.map(r -> r.contains(value.toDouble())).orElse(false);
  }

  /** Whether the whole number may be written. */
  public boolean allows(long value, OptionalLong cap) {
    return allows(Decimal.of(value), cap);
  }

  /**
   * Allowed values as text for a refusal: {@code 0 or 6..32 A}, {@code 6..32 A in steps of 0.1}.
   *
   * @param unit of the point, empty if it has none
   */
  public String describe(OptionalLong cap, String unit) {
    return (values(cap) + " " + unit).strip() + step.map(size -> " in steps of " + size).orElse("");
  }

  private String values(OptionalLong cap) {
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
