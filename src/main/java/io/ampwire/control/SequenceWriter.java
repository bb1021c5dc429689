package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.CommandRules;
import io.ampwire.command.Outcome;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ControlStep;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.Range;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WriteRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Writer of control sequences: executes the steps of a map one after the other and ends at the
 * first that fails, so that nothing follows a write that the charger did not take. Each write is
 * verified like a single one. One outcome describes the whole sequence.
 */
final class SequenceWriter {
  /** Settle time of a register that only sequences write. */
  private static final Duration SETTLE = Duration.ofMillis(1200);

  private final RegisterMap map;
  private final PointWriter writer;
  private final Scheduler scheduler;
  private final Consumer<Consumer<Outcome>> lifebit;

  /**
   * @param lifebit sends one lifebit and calls back with its outcome
   */
  SequenceWriter(
      RegisterMap map,
      PointWriter writer,
      Scheduler scheduler,
      Consumer<Consumer<Outcome>> lifebit) {
    this.map = map;
    this.writer = writer;
    this.scheduler = scheduler;
    this.lifebit = lifebit;
  }

  /**
   * Sequence that begins now.
   *
   * @param limit the write that the sequence stands for
   * @param deadline monotonic time by which the outcome is reported, ns
   * @param wanted condition checked before each step after the first
   */
  record Order(
      List<ControlStep> steps,
      CommandRules.Write limit,
      PointWriter.Cause cause,
      long deadline,
      BooleanSupplier wanted) {}

  /** Deadline of a sequence that begins now, monotonic, ns. */
  long patience() {
    return writer.patience();
  }

  /** Executes the steps; calls back once. */
  void write(Order order, Consumer<Outcome> done) {
    new Run(order, done).next(0);
  }

  /** One execution of a sequence. */
  private final class Run {
    private final Order order;
    private final Consumer<Outcome> done;
    private boolean sent;
    private boolean limitVerified;
    private boolean doubtful;
    private Optional<Decimal> readback = Optional.empty();

    Run(Order order, Consumer<Outcome> done) {
      this.order = order;
      this.done = done;
    }

    void next(int index) {
      if (index == order.steps().size()) {
        done.accept(applied());
      } else if (sent && !order.wanted().getAsBoolean()) {
        done.accept(stopped(index, "control ended"));
      } else if (scheduler.nanos() - order.deadline() >= 0) {
        done.accept(stopped(index, "no time was left"));
      } else {
        step(index, order.steps().get(index));
      }
    }

    private void step(int index, ControlStep step) {
      if (step instanceof ControlStep.SetRegister write) {
        CommandRules.Write single = single(write, order.limit());
        writer.write(
            single, order.cause(), order.deadline(), outcome -> wrote(index, single, outcome));
      } else if (step instanceof ControlStep.SendLifebit) {
        lifebit.accept(outcome -> wrote(index, order.limit(), outcome));
      } else {
        scheduler.after(step.waits().toNanos(), () -> next(index + 1));
      }
    }

    private void wrote(int index, CommandRules.Write single, Outcome outcome) {
      if (outcome instanceof Outcome.Applied applied) {
        sent = true;
        if (order.steps().get(index) instanceof ControlStep.SetRegister) {
          note(single, applied);
        }
        next(index + 1);
      } else {
        done.accept(failed(index, outcome));
      }
    }

    private void note(CommandRules.Write single, Outcome.Applied applied) {
      boolean readable = single.rule().readback() == WriteRule.Readback.VALUE;
      doubtful |= readable && !applied.verified();
      limitVerified |= applied.verified() && decides(single);
      if (single.point().name().equals(order.limit().point().name())) {
        readback = applied.readback();
      }
    }

    /** Whether that write shows that the limit is in force: the set point, or what pauses. */
    private boolean decides(CommandRules.Write single) {
      boolean own = single.point().name().equals(order.limit().point().name());
      boolean pauses =
          map.setPoint().filter(rule -> rule.pauses(order.limit().value())).isPresent();
      return own || order.limit().setPoint() && pauses;
    }

    private Outcome applied() {
      Optional<Decimal> value = Optional.of(order.limit().value());
      boolean verified = limitVerified && !doubtful;
      return new Outcome.Applied(verified, value, verified ? readback.or(() -> value) : readback);
    }

    private Outcome failed(int index, Outcome outcome) {
      if (order.steps().size() == 1) {
        return outcome;
      }
      if (outcome instanceof Outcome.Failed failed) {
        return new Outcome.Failed(
            failed.code(), place(index) + failed.message(), failed.modbus(), failed.readback());
      }
      if (outcome instanceof Outcome.Unknown unknown) {
        return new Outcome.Unknown(unknown.code(), place(index) + unknown.message());
      }
      return sent && outcome instanceof Outcome.Rejected rejected
          ? stopped(index, rejected.message())
          : outcome;
    }

    private Outcome stopped(int index, String why) {
      return new Outcome.Unknown(Code.TIMEOUT, place(index) + why);
    }

    private String place(int index) {
      Optional<String> point = order.steps().get(index).point();
      return "step "
          + (index + 1)
          + " of "
          + order.steps().size()
          + point.map(name -> " (" + name + "): ").orElse(": ");
    }
  }

  /** The write of one step. A register that only sequences write takes the step's value alone. */
  private CommandRules.Write single(ControlStep.SetRegister step, CommandRules.Write limit) {
    if (step.register().equals(limit.point().name())) {
      return limit;
    }
    Point point = map.point(step.register()).orElseThrow();
    Decimal value = step.value().of(limit.value());
    WriteRule rule = point.write().orElseGet(() -> unruled(point));
    return new CommandRules.Write(point, rule, value, false);
  }

  /** Rule of a point that no command may write. */
  private static WriteRule unruled(Point point) {
    return new WriteRule(
        Optional.<Range>empty(),
        List.of(),
        false,
        point.readable() ? WriteRule.Readback.VALUE : WriteRule.Readback.NONE,
        SETTLE);
  }
}
