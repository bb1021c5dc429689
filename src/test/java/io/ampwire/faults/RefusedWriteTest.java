package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.RegisterDevice;
import io.ampwire.demo.RegisterImage;
import io.ampwire.demo.RequestStatus;
import io.ampwire.demo.WriteLog;
import io.ampwire.faults.HostilePeer.Asked;
import io.ampwire.faults.HostilePeer.Reply;
import io.ampwire.map.Decimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chargers that do not take what they are told, judged by what arrives at them afterwards. */
@Timeout(30)
class RefusedWriteTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int SET_POINT = 4004;
  private static final int WRITE = 6;
  private static final int MOST = 16;

  /** FAULTS C13. */
  @Test
  void anExceptionIsToldWithItsNumberAndCostsNeitherConnectionNorAnotherWrite() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.script(
        asked ->
            Reply.of(
                asked.function() == WRITE
                    ? asked.answer(Frames.refusal(WRITE, 3))
                    : asked.honest()));
    Rig rig = WIRE.rig(peer, WIRE.options().control());
    Wire.soon().until(rig::online);

    rig.setPoint(20, "c13");
    awaitAnswerAndMorePolls(rig);

    assertThat(rig.said().acks("c13").get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(Code.DEVICE_EXCEPTION);
              assertThat(failed.modbus()).hasValue(3);
            });
    assertThat(peer.asked().stream().filter(asked -> asked.function() == WRITE))
        .extracting(Asked::address)
        .as("no second try and no lifebit")
        .containsExactly(SET_POINT);
    assertThat(peer.connections()).isOne();
  }

  /** FAULTS C12. */
  @Test
  void aClampedValueIsToldAndTakesNoControl() {
    RegisterImage image = Maps.charging().image();
    ModbusServer charger = WIRE.charger(new Clamping(image));
    Rig rig = WIRE.rig(charger, WIRE.options().control());
    Wire.soon().until(rig::online);
    image.putU16(SET_POINT, 10);

    rig.setPoint(32, "c12");
    awaitAnswerAndMorePolls(rig);

    assertThat(rig.said().acks("c12").get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(Code.MISMATCH);
              assertThat(failed.readback()).hasValue(Decimal.of(MOST));
            });
    assertThat(charger.writes().entries())
        .extracting(WriteLog.Entry::address)
        .as("no second try and no lifebit")
        .containsExactly(SET_POINT);
  }

  private static void awaitAnswerAndMorePolls(Rig rig) {
    Wire.soon().until(() -> rig.said().acks().size() == 1);
    int polls = rig.tally().polls();
    Wire.soon().until(() -> rig.tally().polls() >= polls + 5);
  }

  /** Confirms every value and keeps no more than it likes. */
  private record Clamping(RegisterImage image) implements RegisterDevice {
    @Override
    public RequestStatus write(int first, int[] values) {
      image.putU16(first, Math.min(values[0], MOST));
      return RequestStatus.SERVED;
    }
  }
}
