package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.CommandRules;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Decoder;
import io.ampwire.decode.Encoder;
import io.ampwire.decode.Reading;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.link.Scheduler;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.WordOrder;
import io.ampwire.map.WriteRule;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Writer of one charger's points: writes, verifies and records an audit line for each write. */
final class PointWriter {
  private static final long PATIENCE = 9_000_000_000L;
  private static final long RETRY = 200_000_000L;

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
                  + " waits until the charger's readings prove the order of registers or bytes;"
                  + " word-order in the inventory pins that of registers"));
      return;
    }
    new Attempt(write, order.get(), cause, deadline, done).run();
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

  /**
   * One write with its readback. It sends the write once. If the answer is lost, only the register
   * decides the outcome. Until the deadline, it waits for the link to come back and reads the
   * register, unless the charger refuses that and a lower limit waits.
   */
  private final class Attempt {
    private final CommandRules.Write write;
    private final Point point;
    private final WriteRule rule;
    private final Decimal value;
    private final WordOrder order;
    private final int unit;
    private final Cause cause;
    private final long deadline;
    private final Consumer<Outcome> done;
    private Scheduler.Timer limit = () -> {};
    private boolean confirmed;
    private long settled;
    private boolean ended;

    /**
     * @param order word order of the point's registers on this charger
     */
    Attempt(
        CommandRules.Write write,
        WordOrder order,
        Cause cause,
        long deadline,
        Consumer<Outcome> done) {
      this.write = write;
      this.point = write.point();
      this.rule = write.rule();
      this.value = write.value();
      this.order = order;
      this.unit = point.unitId().orElse(settings.unit());
      this.cause = cause;
      this.deadline = deadline;
      this.done = done;
    }

    void run() {
      byte[] registers = Encoder.quantity(point, order, value);
      ModbusRequest request =
          new ModbusRequest.Write(unit, point.writeFunction(), point.address(), registers);
      limit = scheduler.after(deadline - scheduler.nanos(), this::outOfTime);
      link.request(ModbusConnection.Priority.COMMAND, request, () -> !ended)
          .thenAccept(this::written);
    }

    private void end(Outcome outcome) {
      if (!ended) {
        ended = true;
        limit.cancel();
        note(write, cause, outcome);
        done.accept(outcome);
      }
    }

    private void outOfTime() {
      end(
          confirmed
              ? applied(false, Optional.empty())
              : new Outcome.Unknown(Code.TIMEOUT, "no answer in time"));
    }

    private void written(ModbusResponse answer) {
      if (answer instanceof ModbusResponse.Refused refused) {
        String message = "the charger refused with exception " + refused.code();
        end(
            new Outcome.Failed(
                Code.DEVICE_EXCEPTION, message, OptionalInt.of(refused.code()), Optional.empty()));
      } else if (answer instanceof ModbusResponse.Failed failed && !failed.sent()) {
        end(Outcome.rejected(Code.OFFLINE, failed.detail()));
      } else if (rule.readback() == WriteRule.Readback.NONE) {
        end(
            answer instanceof ModbusResponse.Failed failed
                ? new Outcome.Unknown(Code.TIMEOUT, "the answer was lost: " + failed.detail())
                : applied(false, Optional.empty()));
      } else {
        confirmed = !(answer instanceof ModbusResponse.Failed);
        settled = scheduler.nanos() + rule.settle().toNanos();
        readBackAfter(confirmed ? 0 : RETRY);
      }
    }

    /**
     * Retries the readback. Until the write settles, the register may show the previous value. If
     * the write or its readback was lost, the link may come back until the deadline.
     */
    private void readBackAfter(long nanos) {
      scheduler.after(nanos, this::readBack);
    }

    private void readBack() {
      if (ended) {
        return;
      }
      link.request(ModbusConnection.Priority.COMMAND, read(), () -> !ended)
          .thenAccept(
              answer -> {
                if (answer instanceof ModbusResponse.Registers registers) {
                  compare(registers);
                } else if (answer instanceof ModbusResponse.Refused && confirmed) {
                  end(applied(false, Optional.empty()));
                } else if (answer instanceof ModbusResponse.Refused && overtaken.test(write)) {
                  end(
                      new Outcome.Unknown(
                          Code.TIMEOUT,
                          "the answer was lost and a lower limit of its group waits"));
                } else {
                  readBackAfter(RETRY);
                }
              });
    }

    /**
     * Handles a sentinel reading: after a confirmed write it does not contradict the write;
     * otherwise it settles nothing.
     */
    private void compare(ModbusResponse.Registers registers) {
      Reading reading = Decoder.decode(point, order, registers.bytes(), 0);
      Optional<Decimal> read =
          reading.isNumber() ? Optional.of(point.decimal(reading.number())) : Optional.empty();
      boolean another = read.isPresent() && !read.get().equals(value);
      if (another && scheduler.nanos() < settled) {
        readBackAfter(RETRY);
      } else if (read.isPresent() && !another) {
        end(applied(true, read));
      } else if (confirmed && reading.isValue() && undecided(write, reading.number())) {
        end(applied(false, Optional.empty()));
      } else if (reading instanceof Reading.Unavailable) {
        end(
            confirmed
                ? applied(false, Optional.empty())
                : new Outcome.Unknown(
                    Code.TIMEOUT, "the answer was lost and the register says nothing"));
      } else {
        Decimal readback = read.orElseGet(() -> bits(registers));
        String message = "wrote " + value + ", reads back " + readback;
        end(new Outcome.Failed(Code.MISMATCH, message, OptionalInt.empty(), Optional.of(readback)));
      }
    }

    /** An implausible value as it is on the wire. */
    private Decimal bits(ModbusResponse.Registers registers) {
      return Decimal.of(Decoder.bits(point.registers(), order, registers.bytes(), 0));
    }

    private ModbusRequest read() {
      return new ModbusRequest.Read(unit, point.readFunction(), point.address(), point.registers());
    }

    private Outcome applied(boolean verified, Optional<Decimal> readback) {
      return new Outcome.Applied(verified, Optional.of(value), readback);
    }
  }
}
