package io.ampwire.group;

import io.ampwire.command.Command;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Command that sets the limit of a group.
 *
 * @param command its common fields; the value is a number, or the word {@code release}, which
 *     returns to the static limit
 * @param unit of the value; {@code A} if the payload names none
 * @param reason {@code grid} for a limit of the grid operator; any other text is only recorded
 */
public record LimitCommand(Command command, Optional<String> unit, Optional<String> reason) {
  private static final String GRID = "grid";

  /** Returns the command with the delivery options of its message. */
  public LimitCommand delivered(Command.Delivery by) {
    return new LimitCommand(command.delivered(by), unit, reason);
  }

  /** Whether the grid operator asked for it, so that the floor applies. */
  boolean grid() {
    return reason.filter(GRID::equals).isPresent();
  }

  boolean releases() {
    return command.value() instanceof Command.Word word && word.value().equals("release");
  }

  /** The number of the command; empty for a word. */
  public Optional<BigDecimal> number() {
    return command.value() instanceof Command.Number number
        ? Optional.of(number.value())
        : Optional.empty();
  }

  /** The content that two deliveries of one command share, besides the id. */
  String body() {
    return command.body() + "|" + unit + "|" + reason;
  }

  /** Time at which its lease ends, monotonic, ns; empty without a lease. */
  OptionalLong leaseEnd() {
    return command.lease().isPresent()
        ? OptionalLong.of(command.received() + command.lease().getAsLong() * 1_000_000_000L)
        : OptionalLong.empty();
  }
}
