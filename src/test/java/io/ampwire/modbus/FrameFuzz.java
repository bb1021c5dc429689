package io.ampwire.modbus;

import com.digitalpetri.modbus.ModbusTcpFrame;
import io.ampwire.decode.Capture;
import io.ampwire.faults.Maps;
import io.ampwire.faults.Plausible;
import io.ampwire.fuzz.Hold;
import io.ampwire.link.ModbusRequest;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.plan.PollPlanner;
import io.ampwire.plan.ReadSpan;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any stream of bytes from a charger: it is cut into the same frames however it arrives, and what
 * passes for an answer decodes to something that can be true. The first byte chooses the question,
 * the second how the rest is cut.
 */
public final class FrameFuzz {
  private static final RegisterMap MAP = Maps.evlink();
  private static final List<ReadSpan> SPANS = new PollPlanner(MAP.link(), 255).plan(MAP.points());

  private FrameFuzz() {}

  /** Called by the fuzzer, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    byte[] stream = Arrays.copyOfRange(input, 2, input.length);
    List<ModbusTcpFrame> whole = frames(stream, stream.length);
    List<ModbusTcpFrame> pieces = frames(stream, 1 + (input[1] & 0xFF));
    Hold.that(whole.size() == pieces.size(), "frames depend on how they arrive");
    for (int i = 0; i < whole.size(); i++) {
      Hold.that(
          whole.get(i).header().equals(pieces.get(i).header())
              && Arrays.equals(whole.get(i).pdu().array(), pieces.get(i).pdu().array()),
          "a frame depends on how it arrives");
      judge(input[0] & 0xFF, whole.get(i).pdu());
    }
  }

  private static void judge(int question, ByteBuffer pdu) {
    int before = pdu.position();
    if (question % 4 == 0) {
      ModbusRequest.Write write = new ModbusRequest.Write(255, 6, 4004, new byte[] {0, 16});
      if (ModbusPdu.fits(write, pdu) && pdu.get(0) == 6) {
        Hold.that(pdu.getShort(1) == 4004 && pdu.getShort(3) == 16, "another write confirmed");
      }
    } else {
      ReadSpan span = SPANS.get(question % SPANS.size());
      ModbusRequest.Read read = new ModbusRequest.Read(255, 3, span.start(), span.count());
      if (ModbusPdu.fits(read, pdu) && pdu.get(0) == 3) {
        Hold.that(pdu.remaining() == 2 + 2 * span.count(), "an answer of another length");
        decode(span, Arrays.copyOfRange(pdu.array(), 2, pdu.limit()));
      }
    }
    Hold.that(pdu.position() == before, "the answer was consumed by the look at it");
  }

  private static void decode(ReadSpan span, byte[] registers) {
    Capture capture = new Capture(MAP);
    for (Point point : span.points()) {
      capture.put(point, registers, 2 * (point.address() - span.start()));
      for (WordOrder order : WordOrder.values()) {
        Plausible.assertPlausible(point, capture.read(point.name(), order), order);
      }
    }
  }

  private static List<ModbusTcpFrame> frames(byte[] stream, int piece) {
    List<ModbusTcpFrame> frames = new ArrayList<>();
    ModbusTcpSocket.Framer framer = new ModbusTcpSocket.Framer(frames::add);
    try {
      for (int at = 0; at < stream.length; at += piece) {
        framer.accept(Unpooled.wrappedBuffer(stream, at, Math.min(piece, stream.length - at)));
      }
    } catch (ModbusTcpSocket.Framer.ProtocolViolation refused) {
      Hold.that(refused.getMessage() != null, "a refusal without a reason");
    }
    return frames;
  }
}
