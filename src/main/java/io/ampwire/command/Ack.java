package io.ampwire.command;

import java.util.Optional;

/**
 * The one answer to a command.
 *
 * @param ts wall clock, ms
 * @param ms from receipt to outcome
 * @param replyTo where it goes besides the command's own topic
 */
public record Ack(
    String command,
    Optional<String> id,
    Outcome outcome,
    long ts,
    long ms,
    Optional<ReplyTo> replyTo) {
  /** An answer on the command's own topic only. */
  public Ack(String command, Optional<String> id, Outcome outcome, long ts, long ms) {
    this(command, id, outcome, ts, ms, Optional.empty());
  }

  /**
   * The answer to a command, on its own topic and wherever its message asks for one.
   *
   * @param ts wall clock now, ms
   * @param ms time since the command arrived
   */
  public static Ack of(Command command, Outcome outcome, long ts, long ms) {
    return new Ack(command.name(), command.id(), outcome, ts, ms).to(command.delivery());
  }

  /** The same answer for whoever asked in that message. */
  public Ack to(Command.Delivery delivery) {
    return new Ack(command, id, outcome, ts, ms, delivery.replyTo());
  }
}
