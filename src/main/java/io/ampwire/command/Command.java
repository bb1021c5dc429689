package io.ampwire.command;

import io.ampwire.map.Decimal;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Command from a controller to one charger.
 *
 * @param name last level of the topic: a point's name or {@code control}
 * @param times when it was sent, and how long it counts
 * @param by name of the controller
 * @param receipt when and how the bridge received it
 * @param origin channel by which the command arrived
 * @param delivery delivery options of the message that carried it
 */
public record Command(
    String name,
    Value value,
    Optional<String> id,
    Times times,
    Optional<String> by,
    Receipt receipt,
    Origin origin,
    Delivery delivery) {

  /**
   * When a command was sent, and how long it counts.
   *
   * @param ts time of the request, ms since 1970, by the sender's clock
   * @param ttl seconds of validity, from {@code ts} or else from receipt
   * @param lease seconds of control that the command requests
   */
  public record Times(OptionalLong ts, OptionalLong ttl, OptionalLong lease) {}

  /**
   * When and how the bridge received a command.
   *
   * @param retained whether the broker had stored it
   * @param nanos monotonic clock of the bridge, ns
   * @param millis wall clock of the bridge, ms since 1970
   */
  public record Receipt(boolean retained, long nanos, long millis) {}

  /**
   * Delivery options of the message that carried the command.
   *
   * @param expiry seconds after receipt at which the command expires, in addition to its {@code
   *     ttl}
   * @param replyTo additional destinations of the answer
   */
  public record Delivery(OptionalLong expiry, Optional<ReplyTo> replyTo) {
    public static final Delivery PLAIN = new Delivery(OptionalLong.empty(), Optional.empty());
  }

  /** Channel by which a command arrived. */
  public enum Origin {
    BROKER("command"),
    CONSOLE("console");

    private final String cause;

    Origin(String cause) {
      this.cause = cause;
    }

    /** Cause of its write, as the audit spells it. */
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
        new Times(ts, ttl, lease),
        by,
        new Receipt(retained, received, receivedMillis),
        Origin.BROKER,
        Delivery.PLAIN);
  }

  /**
   * Returns the command as one of an operator: with that name, whatever {@code by} says.
   *
   * @param freshId id for a command without one
   */
  public Command ofOperator(String operator, String freshId) {
    return new Command(
        name,
        value,
        Optional.of(id.orElse(freshId)),
        times,
        Optional.of(operator),
        new Receipt(false, receipt.nanos, receipt.millis),
        Origin.CONSOLE,
        Delivery.PLAIN);
  }

  /** Returns the command with the delivery options of its message. */
  public Command delivered(Delivery by) {
    return with(value, this.by, by);
  }

  /** Returns the command with a payload marked as malformed. */
  public Command malformed(String why) {
    return with(new Malformed(why), by, delivery);
  }

  private Command with(Value newValue, Optional<String> newBy, Delivery newDelivery) {
    return new Command(name, newValue, id, times, newBy, receipt, origin, newDelivery);
  }

  public OptionalLong ts() {
    return times.ts;
  }

  public OptionalLong ttl() {
    return times.ttl;
  }

  public OptionalLong lease() {
    return times.lease;
  }

  public boolean retained() {
    return receipt.retained;
  }

  /** Monotonic clock of the bridge at receipt, ns. */
  public long received() {
    return receipt.nanos;
  }

  /** Wall clock of the bridge at receipt, ms since 1970. */
  public long receivedMillis() {
    return receipt.millis;
  }

  /** Requested value. */
  public sealed interface Value {}

  /** Number as it was written: {@code 16}, {@code 16.0}. */
  public record Number(BigDecimal value) implements Value {
    /** Returns the whole number, if 64 bits can hold it. */
    public OptionalLong whole() {
      try {
        return OptionalLong.of(value.longValueExact());
      } catch (ArithmeticException fraction) {
        return OptionalLong.empty();
      }
    }

    /** Returns the number as a command may write it; empty with too many digits. */
    public Optional<Decimal> decimal() {
      return Decimal.exact(value);
    }
  }

  /** Word, such as {@code renew}. */
  public record Word(String value) implements Value {}

  /** Payload that could not be parsed; the other fields hold what could be read. */
  public record Malformed(String why) implements Value {}

  /**
   * Returns the command for the controller that the broker authenticated. A payload that names
   * another controller is malformed.
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

  /** Returns the content that two deliveries of one command share, besides the id. */
  public String body() {
    return name + "|" + value + "|" + ts() + "|" + ttl() + "|" + lease() + "|" + by + "|" + origin;
  }
}
