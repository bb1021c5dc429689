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
 * @param origin which way it came
 * @param delivery what the message that brought it asked for
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
    long receivedMillis,
    Origin origin,
    Delivery delivery) {

  /**
   * What the message that brought the command asked for.
   *
   * @param expiry seconds after receipt at which it expires, beside its {@code ttl}
   * @param replyTo where the answer goes, too
   */
  public record Delivery(OptionalLong expiry, Optional<ReplyTo> replyTo) {
    public static final Delivery PLAIN = new Delivery(OptionalLong.empty(), Optional.empty());
  }

  /** Which way a command came. */
  public enum Origin {
    BROKER("command"),
    CONSOLE("console");

    private final String cause;

    Origin(String cause) {
      this.cause = cause;
    }

    /** What the audit gives as the cause of its write. */
    public String cause() {
      return cause;
    }
  }

  /** A command that came through the broker. */
  public Command(
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
    this(
        name,
        value,
        id,
        ts,
        ttl,
        lease,
        by,
        retained,
        received,
        receivedMillis,
        Origin.BROKER,
        Delivery.PLAIN);
  }

  /**
   * The same command as an operator's: by that name, whatever it says, and never without a lease.
   *
   * @param freshId for a command without one
   * @param longest seconds, the lease of one that asks for none
   */
  public Command ofOperator(String operator, String freshId, long longest) {
    return new Command(
        name,
        value,
        Optional.of(id.orElse(freshId)),
        ts,
        ttl,
        OptionalLong.of(lease.orElse(longest)),
        Optional.of(operator),
        false,
        received,
        receivedMillis,
        Origin.CONSOLE,
        Delivery.PLAIN);
  }

  /** The same command, brought by a message that asked for more. */
  public Command delivered(Delivery by) {
    return with(value, this.by, by);
  }

  /** The same command as one that cannot be understood. */
  public Command malformed(String why) {
    return with(new Malformed(why), by, delivery);
  }

  private Command with(Value newValue, Optional<String> newBy, Delivery newDelivery) {
    return new Command(
        name,
        newValue,
        id,
        ts,
        ttl,
        lease,
        newBy,
        retained,
        received,
        receivedMillis,
        origin,
        newDelivery);
  }

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
    return with(
        other
            ? new Malformed("by is '" + by.get() + "', but the topic is " + controller + "'s")
            : value,
        Optional.of(controller),
        delivery);
  }

  /** What two deliveries of one command have in common, besides the id. */
  public String body() {
    return name + "|" + value + "|" + ts + "|" + ttl + "|" + lease + "|" + by + "|" + origin;
  }
}
