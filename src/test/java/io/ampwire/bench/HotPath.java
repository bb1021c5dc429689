package io.ampwire.bench;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Encoder;
import io.ampwire.decode.Reading;
import io.ampwire.format.JsonDocuments;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import io.ampwire.map.Evlink;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.plan.PollPlan;
import io.ampwire.plan.PollPlanner;
import io.ampwire.plan.ReadSpan;
import io.ampwire.telemetry.Document;
import io.ampwire.trust.Interpreter;
import io.ampwire.trust.TrustBook;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The steps of one poll of an EVlink Pro AC that are the bridge's own, one by one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HotPath {
  private static final int UNIT = 255;
  private static final long SECOND = 1_000_000_000L;
  private static final RegisterMap MAP = Evlink.MAP;
  private static final Point SET_POINT = Evlink.point("set_point");

  private final PollPlan plan = new PollPlan(new PollPlanner(MAP.link(), UNIT), MAP.points());
  private final Interpreter interpreter = new Interpreter(MAP, WordOrderChoice.PROVE);
  private final JsonDocuments documents = new JsonDocuments("3f2a1c", TrustBook.EMPTY);
  private final Capture capture = new Capture(MAP);
  private Document.State state;
  private long now;
  private long amps;

  /** A charger that was polled until its word order was proved. */
  @Setup
  public void poll() {
    CheapCharger charger = new CheapCharger(3);
    for (int second = 0; second < 60; second++) {
      for (ReadSpan span : plan()) {
        byte[] registers = read(charger, span);
        span.points().forEach(p -> capture.put(p, registers, 2 * (p.address() - span.start())));
      }
      decode();
    }
    if (interpreter.verdict().order().isEmpty()) {
      throw new IllegalStateException("the cheap charger proves no word order");
    }
    state = new Document.State(new ChargerId("bay-01"), 4711, snapshot(decode()));
  }

  /** Which reads are due, and that they were answered. */
  @Benchmark
  public List<ReadSpan> plan() {
    now += SECOND;
    List<ReadSpan> due = plan.due(now);
    due.forEach(plan::answered);
    return due;
  }

  /** All points, with the check of the word order that each poll repeats. */
  @Benchmark
  public Reading[] decode() {
    return interpreter.interpret(capture, now);
  }

  /** The registers of a set point. */
  @Benchmark
  public byte[] encode() {
    amps = 6 + (amps + 1) % 26;
    return Encoder.quantity(SET_POINT, WordOrder.LOW_WORD_FIRST, Decimal.of(amps));
  }

  /** The state document, as bytes. */
  @Benchmark
  public byte[] document() {
    return documents.encode(state);
  }

  private static byte[] read(CheapCharger charger, ReadSpan span) {
    ByteBuffer request = ByteBuffer.allocate(12);
    request.putShort((short) 1).putShort((short) 0).putShort((short) 6);
    request.put((byte) UNIT).put((byte) span.function());
    request.putShort((short) span.start()).putShort((short) span.count()).flip();
    ByteBuffer answer = ByteBuffer.allocate(260);
    charger.answer(request, answer, 0);
    byte[] registers = new byte[2 * span.count()];
    answer.position(9);
    answer.get(registers);
    return registers;
  }

  private ChargerSnapshot snapshot(Reading[] readings) {
    return new ChargerSnapshot(
        MAP,
        1_795_374_000_123L,
        ChargerSnapshot.Quality.GOOD,
        ControlView.NONE,
        WaitingFor.UNKNOWN,
        Optional.empty(),
        List.of(readings),
        capture.copy());
  }
}
