package io.ampwire.command;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What somebody asked of one charger.
 *
 * @param name last level of the topic: a point's name or {@code control}
 * @param ts when it was asked, ms since 1970, by the asker's clock
 * @param ttl seconds it stays good, from {@code ts} or else from receipt
 * @param lease seconds of control that it asks for
 * @param by name of the asking controller
 * @param received our monotonic clock at receipt, ns
 * @param receivedMillis our wall clock at receipt
 */
public record Command(
    String name,
    Value value,
    Optional<String> id,
    OptionalLong ts,
    OptionalLong ttl,
    OptionalLong lease,
    Optional<String> by,
    boolean retained,
    long received,
    long receivedMillis) {

  /** The asked value. */
  public sealed interface Value {}

  /** A number as it was written: {@code 16}, {@code 16.0}. */
  public record Number(BigDecimal value) implements Value {
    /** The whole number it is, if it is one that 64 bits carry. */
    public OptionalLong whole() {
      try {
        return OptionalLong.of(value.longValueExact());
      } catch (ArithmeticException fraction) {
        return OptionalLong.empty();
      }
    }
  }

  /** A word, such as {@code renew}. */
  public record Word(String value) implements Value {}

  /** The payload could not be understood; the rest of the command is as far as it could be read. */
  public record Malformed(String why) implements Value {}

  /**
   * The same, asked by that controller as the broker knows it; a payload that names another is not
   * understood.
   */
  public Command from(String controller) {
    boolean other = by.isPresent() && !by.get().equals(controller);
    return new Command(
        name,
        other
            ? new Malformed("by is '" + by.get() + "', but the topic is " + controller + "'s")
            : value,
        id,
        ts,
        ttl,
        lease,
        Optional.of(controller),
        retained,
        received,
        receivedMillis);
  }

  /** What two deliveries of one command have in common, besides the id. */
  public String body() {
    return name + "|" + value + "|" + ts + "|" + ttl + "|" + lease + "|" + by;
  }
}
