package io.ampwire.modbus;

import static io.ampwire.faults.Plausible.assertPlausible;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.digitalpetri.modbus.ModbusTcpFrame;
import io.ampwire.decode.Capture;
import io.ampwire.demo.RegisterImage;
import io.ampwire.faults.Frames;
import io.ampwire.faults.Maps;
import io.ampwire.faults.Mutator;
import io.ampwire.link.ModbusRequest;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.plan.PollPlanner;
import io.ampwire.plan.ReadSpan;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is done to an answer, it is refused or it decodes to something sane. */
@Timeout(60)
class MutatedAnswersTest {
  private static final int CASES = 10_000;
  private static final RegisterMap MAP = Maps.evlink();
  private static final RegisterImage IMAGE = Maps.charging().image();
  private static final List<ReadSpan> SPANS = new PollPlanner(MAP.link(), 255).plan(MAP.points());

  private int accepted;
  private int refused;

  /** FAULTS W20. */
  @Test
  void noMutatedAnswerBecomesAnExceptionOrAnImplausibleValue() {
    long seed = Long.getLong("ampwire.seed", 20_261_122L);
    System.out.println("mutated answers: seed " + seed + ", again with -Dampwire.seed=" + seed);
    for (int i = 0; i < CASES; i++) {
      mutateOne(seed + i);
    }
    assertThat(accepted).as("damage that no check can see").isGreaterThan(CASES / 100);
    assertThat(refused).as("damage that was seen").isGreaterThan(CASES / 4);
  }

  /** FAULTS W20. */
  @Test
  void mutatedConfirmationsNeverConfirmAnotherWrite() {
    ModbusRequest.Write write = new ModbusRequest.Write(255, 6, 4004, new byte[] {0, 16});
    byte[] honest = Frames.frame(7, 255, Frames.hex("06 0fa4 0010"));
    for (long seed = 0; seed < CASES; seed++) {
      byte[] bytes = new Mutator(new Random(seed)).mutate(honest);
      for (ModbusTcpFrame frame : frames(bytes, new Mutator(new Random(seed)), seed)) {
        byte[] pdu = frame.pdu().array();
        if (ModbusPdu.fits(write, frame.pdu()) && pdu[0] == 6) {
          assertThat(pdu).as("seed %d", seed).isEqualTo(Frames.hex("06 0fa4 0010"));
        }
      }
    }
  }

  private void mutateOne(long seed) {
    Random random = new Random(seed);
    Mutator mutator = new Mutator(random);
    ReadSpan span = SPANS.get(random.nextInt(SPANS.size()));
    ModbusRequest.Read read = new ModbusRequest.Read(255, 3, span.start(), span.count());
    byte[] pdu = new byte[] {3, (byte) (span.start() >> 8), (byte) span.start(), 0, 0};
    pdu[4] = (byte) span.count();
    byte[] honest = Frames.frame(random.nextInt(0x10000), 255, Frames.honest(IMAGE, pdu));
    byte[] bytes = mutator.mutate(honest);

    boolean taken = false;
    for (ModbusTcpFrame frame : frames(bytes, mutator, seed)) {
      boolean ours = frame.header().transactionId() == Frames.word(honest, 0);
      taken |= ours && frame.header().unitId() == 255 && decodes(read, span, frame, seed);
    }
    accepted += taken ? 1 : 0;
    refused += taken ? 0 : 1;
  }

  private static List<ModbusTcpFrame> frames(byte[] bytes, Mutator mutator, long seed) {
    List<ModbusTcpFrame> frames = new ArrayList<>();
    ModbusTcpSocket.Framer framer = new ModbusTcpSocket.Framer(frames::add);
    try {
      for (byte[] piece : mutator.cut(bytes)) {
        framer.accept(Unpooled.wrappedBuffer(piece));
      }
    } catch (ModbusTcpSocket.Framer.ProtocolViolation refusal) {
      assertThat(refusal).hasMessageMatching("protocol id .*|a frame of length .*");
    } catch (RuntimeException escaped) {
      fail("seed " + seed + ": " + HexFormat.of().formatHex(bytes), escaped);
    }
    return frames;
  }

  private static boolean decodes(
      ModbusRequest.Read read, ReadSpan span, ModbusTcpFrame frame, long seed) {
    byte[] pdu = frame.pdu().array();
    if (!ModbusPdu.fits(read, frame.pdu()) || pdu[0] != 3) {
      return false;
    }
    byte[] registers = new byte[pdu.length - 2];
    System.arraycopy(pdu, 2, registers, 0, registers.length);
    Capture capture = new Capture(MAP);
    for (Point point : span.points()) {
      capture.put(point, registers, 2 * (point.address() - span.start()));
      for (WordOrder order : WordOrder.values()) {
        assertPlausible(point, capture.read(point.name(), order), "seed " + seed);
      }
    }
    return true;
  }
}
