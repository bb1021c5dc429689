package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.CommandRules;
import io.ampwire.command.Outcome;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.Scheduler;
import io.ampwire.map.Point;
import io.ampwire.map.WordOrder;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Writer of one charger's points: writes, verifies and records an audit line for each write. */
final class PointWriter {
  private static final long PATIENCE = 9_000_000_000L;

  private final ControlSettings settings;
  private final ModbusLink link;
  private final Scheduler scheduler;
  private final Audit audit;
  private final Function<Point, Optional<WordOrder>> orders;
  private final Predicate<CommandRules.Write> overtaken;

  /**
   * Cause of a write.
   *
   * @param what {@code command}, {@code console}, {@code reconnect}, {@code drift}, {@code
   *     session}, {@code resume}, {@code fallback}, {@code pause}, {@code undo}, {@code group}
   */
  record Cause(String what, Optional<String> id, Optional<String> by) {
    static Cause of(String what, Optional<String> by) {
      return new Cause(what, Optional.empty(), by);
    }
  }

  /**
   * @param orders word order of a point on this charger, empty while it is undecided
   * @param overtaken whether a lower limit waits for the end of this write
   */
  PointWriter(
      ControlSettings settings,
      ModbusLink link,
      Scheduler scheduler,
      Audit audit,
      Function<Point, Optional<WordOrder>> orders,
      Predicate<CommandRules.Write> overtaken) {
    this.settings = settings;
    this.link = link;
    this.scheduler = scheduler;
    this.audit = audit;
    this.orders = orders;
    this.overtaken = overtaken;
  }

  /** Deadline of a write that begins now, monotonic, ns. */
  long patience() {
    return scheduler.nanos() + PATIENCE;
  }

  void write(CommandRules.Write write, Cause cause, long deadline, Consumer<Outcome> done) {
    Optional<WordOrder> order = orders.apply(write.point());
    if (order.isEmpty()) {
      done.accept(
          Outcome.rejected(
              Code.NOT_WRITABLE,
              write.point().name()
                  + " takes several registers and their order is not proved yet; word-order in the"
                  + " inventory pins it"));
      return;
    }
    new WriteAndVerify(
            link,
            scheduler,
            settings.unit(),
            write,
            order.get(),
            reading -> undecided(write, reading),
            () -> overtaken.test(write),
            deadline,
            outcome -> {
              note(write, cause, outcome);
              done.accept(outcome);
            })
        .run();
  }

  /** Whether that reading does not contradict a confirmed write, because others witness it. */
  private boolean undecided(CommandRules.Write write, double reading) {
    return write.setPoint()
        && settings
            .map()
            .setPoint()
            .filter(rule -> rule.pauses(write.value()) && rule.paused().tolerates(reading))
            .isPresent();
  }

  /** A refusal before the write is sent records no audit line. */
  private void note(CommandRules.Write write, Cause cause, Outcome outcome) {
    if (!(outcome instanceof Outcome.Rejected)) {
      audit.wrote(
          settings.id(),
          new Audit.Write(
              scheduler.wallMillis(),
              cause.what(),
              write.point().name(),
              write.value(),
              cause.id(),
              cause.by(),
              outcome));
    }
  }
}
