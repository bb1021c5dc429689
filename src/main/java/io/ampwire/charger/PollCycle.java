package io.ampwire.charger;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.Point;
import io.ampwire.plan.PollPlan;
import io.ampwire.plan.ReadSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cycle over the reads that are due, and over one read that may stay unanswered. A refusal with
 * "illegal data address" splits its read until the refused point stands alone. Other refusals cost
 * the points of that read this once. A device that refuses everything in a cycle is starting or
 * busy, so the cycle learns nothing from it. Silence, a malformed answer or a lost connection ends
 * the cycle. If other reads were answered before, and it happens twice in a row, the plan narrows
 * the span down.
 */
final class PollCycle {
  private static final int ILLEGAL_FUNCTION = 1;
  private static final int ILLEGAL_ADDRESS = 2;
  private static final int ILLEGAL_VALUE = 3;
  private static final int ACKNOWLEDGE = 5;
  private static final int BUSY = 6;

  private final ModbusLink link;
  private final PollPlan plan;
  private final Capture capture;
  private final StallDetector stalls;
  private final SupportListener support;
  private final Consumer<Result> done;
  private final Deque<ReadSpan> open = new ArrayDeque<>();
  private final Map<ReadSpan, Integer> refused = new LinkedHashMap<>();
  private Optional<ReadSpan> probe = Optional.empty();
  private int answered;
  private boolean busy;
  private String failure = "nothing to read";

  /** Result of a cycle. */
  sealed interface Result {
    /** At least one read was answered. */
    record Done() implements Result {}

    /** The device reported that it is busy. */
    record Busy() implements Result {}

    /** No read was answered. */
    record Failed(String why) implements Result {}
  }

  /** Receives the points that the device turns out to have or not to have. */
  interface SupportListener {
    /**
     * The device refuses the point with this exception code; the plan leaves it out from now on.
     */
    void refused(Point point, int code);

    /** The device does not answer at the point; the plan leaves it out from now on. */
    void mute(Point point, String what);

    /** A point that was left out is answered again. */
    void supported(Point point);
  }

  PollCycle(
      ModbusLink link,
      PollPlan plan,
      Capture capture,
      StallDetector stalls,
      SupportListener support,
      Consumer<Result> done) {
    this.link = link;
    this.plan = plan;
    this.capture = capture;
    this.stalls = stalls;
    this.support = support;
    this.done = done;
  }

  /** Reads what is due now. */
  void run(long now) {
    open.addAll(plan.due(now));
    probe = plan.probe();
    next();
  }

  private void next() {
    ReadSpan span = open.poll();
    if (span != null) {
      link.request(ModbusConnection.Priority.POLL, read(span))
          .thenAccept(answer -> take(span, answer));
    } else if (probe.isPresent() && answered > 0) {
      ReadSpan suspect = probe.get();
      probe = Optional.empty();
      link.probe(read(suspect)).thenAccept(answer -> probed(suspect, answer));
    } else {
      finish();
    }
  }

  private static ModbusRequest.Read read(ReadSpan span) {
    return new ModbusRequest.Read(span.unit(), span.function(), span.start(), span.count());
  }

  private void finish() {
    if (answered > 0) {
      refused.forEach(this::leaveOut);
    } else {
      plan.rejoin();
    }
    done.accept(result());
  }

  private Result result() {
    if (answered > 0) {
      return new Result.Done();
    }
    return busy ? new Result.Busy() : new Result.Failed(failure);
  }

  private void take(ReadSpan span, ModbusResponse answer) {
    if (answer instanceof ModbusResponse.Registers registers) {
      answered(span, registers);
      next();
    } else if (answer instanceof ModbusResponse.Refused refusal) {
      refused(span, refusal.code());
      stalls.made();
      next();
    } else {
      lost(span, (ModbusResponse.Failed) answer);
    }
  }

  private void answered(ReadSpan span, ModbusResponse.Registers registers) {
    answered++;
    List<Point> back = plan.answered(span);
    if (!back.isEmpty()) {
      back.forEach(support::supported);
    }
    List<Point> points = span.points();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      capture.put(point, registers.bytes(), 2 * (point.address() - span.start()));
    }
    stalls.made();
  }

  private void probed(ReadSpan suspect, ModbusResponse answer) {
    if (answer instanceof ModbusResponse.Registers registers) {
      answered(suspect, registers);
    } else if (answer instanceof ModbusResponse.Refused refusal) {
      refused(suspect, refusal.code());
    } else {
      silent(suspect, (ModbusResponse.Failed) answer);
    }
    next();
  }

  /** Earlier readings of the cycle are published only if the same span failed the time before. */
  private void lost(ReadSpan span, ModbusResponse.Failed how) {
    failure = how.detail();
    if (!how.sent()) {
      done.accept(new Result.Failed(failure));
    } else if (answered == 0) {
      plan.failedFirst(span);
      done.accept(new Result.Failed(failure));
    } else if (silent(span, how)) {
      finish();
    } else {
      done.accept(new Result.Failed(failure));
    }
  }

  /** Whether the plan attributes the failure to the span, not to the device. */
  private boolean silent(ReadSpan span, ModbusResponse.Failed how) {
    List<Point> leftOut = new ArrayList<>(plan.unanswered(span));
    boolean suspected = plan.suspects(span);
    if (suspected) {
      missing(span, new Reading.Unavailable(how.detail()));
    }
    for (Point point : leftOut) {
      capture.missing(point, Reading.UNSUPPORTED);
      support.mute(point, how.detail());
    }
    return suspected;
  }

  private void refused(ReadSpan span, int code) {
    failure = "exception " + code + " at " + span.start();
    boolean illegal = code == ILLEGAL_ADDRESS || code == ILLEGAL_VALUE;
    if (illegal && span.points().size() > 1) {
      plan.split(span).forEach(open::addLast);
    } else if (illegal || code == ILLEGAL_FUNCTION) {
      refused.put(span, code);
      missing(span, Reading.UNSUPPORTED);
    } else {
      busy |= code == ACKNOWLEDGE || code == BUSY;
      missing(span, Reading.Unavailable.refused(code));
    }
  }

  private void leaveOut(ReadSpan span, int code) {
    plan.drop(span);
    span.points().forEach(point -> support.refused(point, code));
  }

  private void missing(ReadSpan span, Reading.Unavailable why) {
    span.points().forEach(point -> capture.missing(point, why));
  }
}
