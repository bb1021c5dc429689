package io.ampwire.command;

import java.util.Optional;

/**
 * Answer to a command; each command gets exactly one.
 *
 * @param ts wall clock, ms
 * @param ms time from receipt to outcome
 * @param replyTo second destination besides the command's own topic
 */
public record Ack(
    String command,
    Optional<String> id,
    Outcome outcome,
    long ts,
    long ms,
    Optional<ReplyTo> replyTo) {
  /** Creates an answer on the command's own topic only. */
  public Ack(String command, Optional<String> id, Outcome outcome, long ts, long ms) {
    this(command, id, outcome, ts, ms, Optional.empty());
  }

  /**
   * Creates the answer to a command, on its own topic and on each reply address of its message.
   *
   * @param ts wall clock now, ms
   * @param ms time since the command arrived
   */
  public static Ack of(Command command, Outcome outcome, long ts, long ms) {
    return new Ack(command.name(), command.id(), outcome, ts, ms).to(command.delivery());
  }

  /** Returns the same answer for the reply address of that message. */
  public Ack to(Command.Delivery delivery) {
    return new Ack(command, id, outcome, ts, ms, delivery.replyTo());
  }
}
