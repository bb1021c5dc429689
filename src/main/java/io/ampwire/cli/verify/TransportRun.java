package io.ampwire.cli.verify;

import io.ampwire.cli.ModbusAnswers;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.plan.PollPlanner;
import io.ampwire.plan.ReadSpan;
import io.ampwire.trust.PointEvidence;
import io.ampwire.trust.TestVector;
import io.ampwire.trust.TransportJudge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Test of a map's reads against a test server instead of a charger. Each read of the bridge is
 * moved into the server's window. Known words are written there first, in each of the four word
 * orders.
 */
final class TransportRun {
  private static final int MOST_WRITTEN = 123;
  private static final int HOLDING = 3;

  private final ModbusSession wire;
  private final int unit;
  private final Window window;
  private final PollPlanner planner;
  private final List<Point> points;
  private final TransportJudge judge;
  private boolean single;

  /** Registers {@code from..to} of the server, both inclusive. */
  record Window(int from, int to) {
    int size() {
      return to - from + 1;
    }
  }

  TransportRun(ModbusSession wire, RegisterMap map, int unit, Window window) {
    this.wire = wire;
    this.unit = unit;
    this.window = window;
    this.planner = new PollPlanner(map.link(), unit);
    this.points = map.points().stream().filter(Point::readable).toList();
    this.judge = new TransportJudge(map);
  }

  List<PointEvidence> run() {
    List<ReadSpan> spans = fitting(planner.plan(points));
    for (WordOrder order : WordOrder.values()) {
      spans.forEach(span -> round(span, order));
    }
    return judge.points();
  }

  /** The spans that are not longer than the window. */
  private List<ReadSpan> fitting(List<ReadSpan> planned) {
    List<ReadSpan> fit = new ArrayList<>();
    List<ReadSpan> todo = new ArrayList<>(planned);
    while (!todo.isEmpty()) {
      ReadSpan span = todo.remove(0);
      if (span.function() < HOLDING) {
        span.points()
            .forEach(p -> judge.unanswered(p, p.address(), "coils and inputs are not written"));
      } else if (span.count() <= window.size()) {
        fit.add(span);
      } else if (span.points().size() > 1) {
        todo.addAll(0, planner.split(span));
      } else {
        judge.unanswered(span.points().get(0), window.from(), "longer than the window");
      }
    }
    return fit;
  }

  private void round(ReadSpan span, WordOrder order) {
    byte[] words = new byte[2 * span.count()];
    Arrays.fill(words, (byte) 0xFF);
    for (Point point : span.points()) {
      byte[] own = TestVector.of(point).bytes(order);
      System.arraycopy(own, 0, words, 2 * (point.address() - span.start()), own.length);
    }
    ModbusResponse written = write(words);
    ModbusResponse read = read(span.function(), span.count());
    if (!(read instanceof ModbusResponse.Registers registers)) {
      span.points().forEach(p -> unread(p, at(span, p), read));
      return;
    }
    if (!(written instanceof ModbusResponse.Written)) {
      String why = "nothing known could be written: " + ModbusAnswers.why(written);
      span.points().forEach(p -> judge.foreign(p, at(span, p), own(span, p, registers), why));
      return;
    }
    came(span, order, words, registers);
  }

  private void unread(Point point, int at, ModbusResponse answer) {
    if (answer instanceof ModbusResponse.Refused) {
      judge.refused(point, at, ModbusAnswers.why(answer));
    } else {
      judge.unanswered(point, at, ModbusAnswers.why(answer));
    }
  }

  /**
   * Judges an answer. A server may keep written registers apart from input registers (function 4);
   * function 3 then reads them back.
   */
  private void came(
      ReadSpan span, WordOrder order, byte[] words, ModbusResponse.Registers registers) {
    String way = way(span);
    ModbusResponse.Registers answer = registers;
    boolean elsewhere = span.function() != HOLDING && !Arrays.equals(words, registers.bytes());
    if (elsewhere && read(HOLDING, span.count()) instanceof ModbusResponse.Registers holding) {
      answer = holding;
      way += ", read back with function 3";
    }
    for (Point point : span.points()) {
      judge.came(TestVector.of(point), order, at(span, point), way, own(span, point, answer));
    }
  }

  private String way(ReadSpan span) {
    return "written with function "
        + (single ? 6 : 16)
        + ", read "
        + (span.points().size() == 1 ? "alone" : "in a block of " + span.count());
  }

  private int at(ReadSpan span, Point point) {
    return window.from() + point.address() - span.start();
  }

  private static byte[] own(ReadSpan span, Point point, ModbusResponse.Registers registers) {
    int offset = 2 * (point.address() - span.start());
    return Arrays.copyOfRange(registers.bytes(), offset, offset + 2 * point.registers());
  }

  private ModbusResponse read(int function, int count) {
    return wire.ask(new ModbusRequest.Read(unit, function, window.from(), count));
  }

  /**
   * Writes with function 16, and with function 6 register by register if the server refuses that.
   */
  private ModbusResponse write(byte[] words) {
    int step = single ? 1 : MOST_WRITTEN;
    ModbusResponse answer = new ModbusResponse.Written();
    for (int i = 0; i < words.length / 2 && answer instanceof ModbusResponse.Written; i += step) {
      int count = Math.min(step, words.length / 2 - i);
      byte[] part = Arrays.copyOfRange(words, 2 * i, 2 * (i + count));
      answer = wire.ask(new ModbusRequest.Write(unit, single ? 6 : 16, window.from() + i, part));
    }
    if (answer instanceof ModbusResponse.Refused && !single) {
      single = true;
      return write(words);
    }
    return answer;
  }
}
