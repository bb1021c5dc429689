package io.ampwire.faults;

import static io.ampwire.link.ModbusResponse.Reason.MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerSnapshot.Quality;
import io.ampwire.decode.Reading;
import io.ampwire.faults.HostilePeer.Asked;
import io.ampwire.faults.HostilePeer.Reply;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers to the right question with a wrong inside. */
@Timeout(30)
class DamagedAnswerTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int VOLTAGE = 3027;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** What is done to the PDU of a read's answer. */
  enum Damage {
    FEWER_BYTES(pdu -> counted(pdu, pdu.length - 4)),
    MORE_BYTES(pdu -> counted(pdu, pdu.length)),
    ODD_BYTES(pdu -> counted(pdu, pdu.length - 3)),
    ONE_BYTE_MORE(pdu -> counted(pdu, pdu.length - 1)),
    NO_BYTES(pdu -> counted(pdu, 0)),
    COUNT_BEYOND_THE_FRAME(pdu -> Arrays.copyOf(pdu, pdu.length - 2)),
    COUNT_OF_255_IN_A_SHORT_FRAME(pdu -> with(pdu, 1, 0xFF)),
    COUNT_SHORT_OF_THE_FRAME(pdu -> with(pdu, 1, pdu.length - 4)),
    FRAME_LONGER_THAN_THE_COUNT(pdu -> Arrays.copyOf(pdu, pdu.length + 2)),
    ANOTHER_FUNCTION(pdu -> with(pdu, 0, 4)),
    FUNCTION_ZERO(pdu -> with(pdu, 0, 0)),
    A_WRITE_CONFIRMED(pdu -> Frames.hex("06 0bd3 0001")),
    REFUSAL_OF_ANOTHER_FUNCTION(pdu -> Frames.hex("84 02")),
    REFUSAL_WITHOUT_A_CODE(pdu -> Frames.hex("83")),
    REFUSAL_WITH_MORE_BEHIND(pdu -> Frames.hex("83 02 00")),
    FUNCTION_ALONE(pdu -> Frames.hex("03")),
    NOTHING(pdu -> new byte[0]);

    private final Function<byte[], byte[]> change;

    Damage(Function<byte[], byte[]> change) {
      this.change = change;
    }

    private static byte[] counted(byte[] pdu, int bytes) {
      return with(Arrays.copyOf(pdu, 2 + bytes), 1, bytes);
    }

    private static byte[] with(byte[] pdu, int at, int value) {
      byte[] changed = pdu.clone();
      changed[at] = (byte) value;
      return changed;
    }
  }

  /** FAULTS W09 and W10. */
  @ParameterizedTest
  @EnumSource
  void publishesNothingOfAPollWithADamagedAnswer(Damage damage) {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.onceThenHonest(asked -> damagedAt(VOLTAGE, asked, damage));
    Rig rig = WIRE.rig(peer, WIRE.options().speed(5).timeout(TIMEOUT).poll(Duration.ofMillis(500)));

    Wire.soon().until(() -> rig.said().count() > 0);

    assertThat(rig.tally().reasons()).containsExactly(MALFORMED);
    assertThat(rig.tally().failures().get(0).after()).isLessThan(TIMEOUT.dividedBy(2));
    assertThat(peer.connections()).isEqualTo(2);
    Asked last =
        peer.asked().stream().filter(a -> a.connection() == 1).reduce((a, b) -> b).orElseThrow();
    assertThat(last.reads(VOLTAGE)).as("nothing was asked on that connection again").isTrue();
    assertThat(rig.said().states().get(0).snapshot().quality()).isEqualTo(Quality.GOOD);
    assertThat(rig.said().readings("voltage_phase_1").get(0).number()).isBetween(200.0, 260.0);
    assertThat(rig.said().readings("ev_state")).containsOnly(new Reading.Whole(8));
  }

  private static Reply damagedAt(int register, Asked asked, Damage damage) {
    if (!asked.reads(register)) {
      return Reply.of(asked.honest());
    }
    byte[] pdu = Arrays.copyOfRange(asked.honest(), 7, asked.honest().length);
    return Reply.of(asked.answer(damage.change.apply(pdu)));
  }
}
