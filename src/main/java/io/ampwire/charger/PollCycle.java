package io.ampwire.charger;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.Point;
import io.ampwire.plan.PollPlan;
import io.ampwire.plan.ReadSpan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * One walk over the reads that are due. A refusal with "illegal data address" splits its read until
 * the culprit stands alone; other refusals cost the points of that read this once; a lost
 * connection ends the walk.
 */
final class PollCycle {
  private static final int ILLEGAL_FUNCTION = 1;
  private static final int ILLEGAL_ADDRESS = 2;
  private static final int ILLEGAL_VALUE = 3;
  private static final int ACKNOWLEDGE = 5;
  private static final int BUSY = 6;

  private final ModbusConnection link;
  private final PollPlan plan;
  private final Capture capture;
  private final StallDetector progress;
  private final UnsupportedListener unsupported;
  private final Consumer<Result> done;
  private final Deque<ReadSpan> open = new ArrayDeque<>();
  private int answered;
  private boolean busy;
  private String trouble = "nothing to read";

  /** How a walk ended. */
  sealed interface Result {
    /** At least one read was answered. */
    record Done() implements Result {}

    /** The device asked for time. */
    record Busy() implements Result {}

    /** No read was answered. */
    record Failed(String why) implements Result {}
  }

  /** Told of each point that the device does not have, with its exception code. */
  interface UnsupportedListener {
    void unsupported(Point point, int code);
  }

  PollCycle(
      ModbusConnection link,
      PollPlan plan,
      Capture capture,
      StallDetector progress,
      UnsupportedListener unsupported,
      Consumer<Result> done) {
    this.link = link;
    this.plan = plan;
    this.capture = capture;
    this.progress = progress;
    this.unsupported = unsupported;
    this.done = done;
  }

  /** Reads what is due now. */
  void run(long now) {
    open.addAll(plan.due(now));
    next();
  }

  private void next() {
    ReadSpan span = open.poll();
    if (span == null) {
      done.accept(result());
      return;
    }
    ModbusRequest read =
        new ModbusRequest.Read(span.unit(), span.function(), span.start(), span.count());
    link.request(ModbusConnection.Priority.POLL, read).thenAccept(answer -> take(span, answer));
  }

  private Result result() {
    if (answered > 0) {
      return new Result.Done();
    }
    return busy ? new Result.Busy() : new Result.Failed(trouble);
  }

  private void take(ReadSpan span, ModbusResponse answer) {
    if (answer instanceof ModbusResponse.Registers registers) {
      answered++;
      plan.answered(span);
      for (Point point : span.points()) {
        capture.put(point, registers.bytes(), 2 * (point.address() - span.start()));
      }
      progress.made();
      next();
    } else if (answer instanceof ModbusResponse.Refused refused) {
      refused(span, refused.code());
      progress.made();
      next();
    } else {
      done.accept(new Result.Failed(((ModbusResponse.Failed) answer).detail()));
    }
  }

  private void refused(ReadSpan span, int code) {
    trouble = "exception " + code + " at " + span.start();
    boolean tooMuch = code == ILLEGAL_ADDRESS || code == ILLEGAL_VALUE;
    if (tooMuch && span.points().size() > 1) {
      plan.split(span).forEach(open::addLast);
    } else if (tooMuch || code == ILLEGAL_FUNCTION) {
      plan.drop(span);
      missing(span, Reading.UNSUPPORTED);
      span.points().forEach(point -> unsupported.unsupported(point, code));
    } else {
      busy |= code == ACKNOWLEDGE || code == BUSY;
      missing(span, new Reading.Unavailable("exception " + code));
    }
  }

  private void missing(ReadSpan span, Reading.Unavailable why) {
    span.points().forEach(point -> capture.missing(point, why));
  }
}
