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

  /** The same answer for whoever asked in that message. */
  public Ack to(Command.Delivery delivery) {
    return new Ack(command, id, outcome, ts, ms, delivery.replyTo());
  }
}
