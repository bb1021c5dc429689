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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;

/**
 * Write of one point with readback. It sends the write once. If the answer is lost, only the
 * register decides the outcome. Until the deadline, it waits for the link to come back and reads
 * the register.
 */
final class WriteAndVerify {
  private static final long RETRY = 200_000_000L;

  private final ModbusLink link;
  private final Scheduler scheduler;
  private final int unit;
  private final Point point;
  private final WordOrder order;
  private final WriteRule rule;
  private final Decimal value;
  private final DoublePredicate undecided;
  private final BooleanSupplier overtaken;
  private final long deadline;
  private final Consumer<Outcome> done;
  private Scheduler.Timer limit = () -> {};
  private boolean confirmed;
  private long settled;
  private boolean ended;

  /**
   * @param order word order of the point's registers on this charger
   * @param undecided readings that do not contradict a confirmed write
   * @param overtaken whether a more urgent write waits, so that this one waits no longer for a
   *     charger that refuses the readback
   * @param deadline monotonic time by which the outcome is reported, ns
   */
  WriteAndVerify(
      ModbusLink link,
      Scheduler scheduler,
      int unit,
      CommandRules.Write write,
      WordOrder order,
      DoublePredicate undecided,
      BooleanSupplier overtaken,
      long deadline,
      Consumer<Outcome> done) {
    this.link = link;
    this.scheduler = scheduler;
    this.point = write.point();
    this.order = order;
    this.unit = point.unitId().orElse(unit);
    this.rule = write.rule();
    this.value = write.value();
    this.undecided = undecided;
    this.overtaken = overtaken;
    this.deadline = deadline;
    this.done = done;
  }

  void run() {
    byte[] registers = Encoder.quantity(point, order, value);
    ModbusRequest write =
        new ModbusRequest.Write(unit, point.writeFunction(), point.address(), registers);
    limit = scheduler.after(deadline - scheduler.nanos(), this::outOfTime);
    link.request(ModbusConnection.Priority.COMMAND, write, () -> !ended).thenAccept(this::written);
  }

  private void end(Outcome outcome) {
    if (!ended) {
      ended = true;
      limit.cancel();
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
   * Retries the readback. Until the write settles, the register may show the previous value. If the
   * write or its readback was lost, the link may come back until the deadline.
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
              } else if (answer instanceof ModbusResponse.Refused && overtaken.getAsBoolean()) {
                end(
                    new Outcome.Unknown(
                        Code.TIMEOUT, "the answer was lost and a lower limit of its group waits"));
              } else {
                readBackAfter(RETRY);
              }
            });
  }

  /**
   * Handles a sentinel reading: after a confirmed write it does not contradict the write; otherwise
   * it settles nothing.
   */
  private void compare(ModbusResponse.Registers registers) {
    Reading reading = Decoder.decode(point, order, registers.bytes(), 0);
    Optional<Decimal> read =
        reading.isValue() ? Optional.of(point.decimal(reading.number())) : Optional.empty();
    boolean another = read.isPresent() && !read.get().equals(value);
    if (another && scheduler.nanos() < settled) {
      readBackAfter(RETRY);
    } else if (read.isPresent() && !another) {
      end(applied(true, read));
    } else if (confirmed && reading.isValue() && undecided.test(reading.number())) {
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
