package io.ampwire.charger;

import io.ampwire.command.Code;
import io.ampwire.command.CommandGate;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Decoder;
import io.ampwire.decode.Encoder;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.WriteRule;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Writes one point and reads it back. A write is sent once: if its answer is lost, only what the
 * register says afterwards decides how it ended, and until the deadline the link may come back for
 * that.
 */
final class WriteAndVerify {
  private static final long RETRY = 200_000_000L;

  private final Link link;
  private final Scheduler scheduler;
  private final int unit;
  private final Point point;
  private final WriteRule rule;
  private final long value;
  private final long deadline;
  private final Consumer<Outcome> done;
  private long settled;
  private boolean confirmed;

  /**
   * @param deadline monotonic time by which the outcome must be told, ns
   */
  WriteAndVerify(
      Link link,
      Scheduler scheduler,
      int unit,
      CommandGate.Write write,
      long deadline,
      Consumer<Outcome> done) {
    this.link = link;
    this.scheduler = scheduler;
    this.point = write.point();
    this.unit = point.unitId().orElse(unit);
    this.rule = write.rule();
    this.value = write.value();
    this.deadline = deadline;
    this.done = done;
  }

  void run() {
    byte[] registers = Encoder.whole(point, point.order(), Math.round(value / point.scale()));
    Request write = new Request.Write(unit, point.writeFunction(), point.address(), registers);
    link.request(Link.Priority.COMMAND, write).thenAccept(this::written);
  }

  private void written(Answer answer) {
    settled = scheduler.nanos() + rule.settle().toNanos();
    confirmed = answer instanceof Answer.Written;
    if (answer instanceof Answer.Refused refused) {
      String message = "the charger refused with exception " + refused.code();
      done.accept(
          new Outcome.Failed(
              Code.DEVICE_EXCEPTION,
              message,
              OptionalInt.of(refused.code()),
              OptionalLong.empty()));
    } else if (answer instanceof Answer.Failed failed && !failed.sent()) {
      done.accept(Outcome.rejected(Code.OFFLINE, failed.detail()));
    } else if (answer instanceof Answer.Failed failed) {
      settleByReadback(failed.detail());
    } else if (rule.readback() == WriteRule.Readback.NONE) {
      done.accept(applied(false, OptionalLong.empty()));
    } else {
      scheduler.after(rule.settle().toNanos(), this::readBack);
    }
  }

  private void readBack() {
    link.request(Link.Priority.COMMAND, read())
        .thenAccept(
            answer -> {
              if (answer instanceof Answer.Registers registers) {
                compare(registers);
              } else if (answer instanceof Answer.Failed) {
                settleByReadback("the readback was lost");
              } else {
                done.accept(applied(false, OptionalLong.empty()));
              }
            });
  }

  /**
   * The write may or may not have reached the charger: ask the register until the deadline, but not
   * before it had the time to show the write.
   */
  private void settleByReadback(String why) {
    long wait = Math.max(RETRY, settled - scheduler.nanos());
    if (rule.readback() == WriteRule.Readback.NONE || scheduler.nanos() + wait >= deadline) {
      done.accept(new Outcome.Unknown(Code.TIMEOUT, "the answer was lost: " + why));
      return;
    }
    scheduler.after(wait, () -> askAgain(why));
  }

  private void askAgain(String why) {
    link.request(Link.Priority.COMMAND, read())
        .thenAccept(
            answer -> {
              if (answer instanceof Answer.Registers registers) {
                compare(registers);
              } else {
                settleByReadback(why);
              }
            });
  }

  /**
   * A sentinel says nothing against a write that the charger confirmed, else it settles nothing.
   */
  private void compare(Answer.Registers registers) {
    Reading reading = Decoder.decode(point, point.order(), registers.bytes(), 0);
    if (reading.isValue() && reading.number() == value) {
      done.accept(applied(true, OptionalLong.of(value)));
    } else if (reading.isValue()) {
      long readback = Math.round(reading.number());
      String message = "wrote " + value + ", reads back " + readback;
      done.accept(
          new Outcome.Failed(
              Code.MISMATCH, message, OptionalInt.empty(), OptionalLong.of(readback)));
    } else if (confirmed) {
      done.accept(applied(false, OptionalLong.empty()));
    } else {
      done.accept(
          new Outcome.Unknown(Code.TIMEOUT, "the answer was lost and the register says nothing"));
    }
  }

  private Request read() {
    return new Request.Read(unit, point.readFunction(), point.address(), point.registers());
  }

  private Outcome applied(boolean verified, OptionalLong readback) {
    return new Outcome.Applied(verified, OptionalLong.of(value), readback);
  }
}
