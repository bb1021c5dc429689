package io.ampwire.faults;

import static io.ampwire.link.ModbusResponse.Reason.MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerSnapshot.Quality;
import io.ampwire.decode.Reading;
import io.ampwire.faults.HostilePeer.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that no Modbus device sends. */
@Timeout(30)
class BrokenHeaderTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final Duration POLL = Duration.ofMillis(400);
  private static final Duration LONGEST_BACKOFF = Duration.ofMillis(500);

  /** FAULTS W01. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void dropsAConnectionWhoseFramesAreTooShortAndComesBack(int length) {
    assertRecoversFrom(0, length);
  }

  /** FAULTS W02. */
  @ParameterizedTest
  @ValueSource(ints = {255, 1000, 32768, 65535})
  void dropsAConnectionAtTheHeaderOfAFrameThatIsTooLong(int length) {
    assertRecoversFrom(0, length);
  }

  /** FAULTS W03. */
  @ParameterizedTest
  @ValueSource(ints = {1, 0x1234})
  void dropsAConnectionThatSpeaksAnotherProtocol(int protocol) {
    assertRecoversFrom(protocol, 5);
  }

  /** FAULTS W01. */
  @Test
  void leavesOtherChargersInPeaceMeanwhile() {
    Rig other = WIRE.rig(WIRE.charger(Maps.charging()), WIRE.options().poll(POLL));
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.script(asked -> header(asked, 0, 65535));
    Wire.soon().until(() -> other.said().count() > 0);
    Rig victim = WIRE.rig(peer, WIRE.options().poll(POLL).id("bay-02", Duration.ZERO));

    Wire.soon().until(() -> peer.connections() == 3);

    assertThat(victim.said().count()).isZero();
    assertThat(other.tally().connections()).isOne();
    assertThat(other.tally().failedPolls()).isZero();
  }

  @Test
  void dropsAConnectionOnNoiseThatNobodyAskedFor() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.onceThenHonest(
        asked -> Reply.of(Frames.join(asked.honest(), Frames.hex("ffff ffff ffff"))));

    Rig rig = WIRE.rig(peer, WIRE.options());

    Wire.soon().until(() -> peer.connections() == 2 && rig.said().count() > 0);
    assertThat(peer.asked().stream().filter(asked -> asked.connection() == 1)).hasSizeBetween(1, 2);
  }

  /** From a header without a body to a good state, within two polls and a backoff. */
  private void assertRecoversFrom(int protocol, int length) {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.onceThenHonest(asked -> header(asked, protocol, length));
    Rig rig = WIRE.rig(peer, WIRE.options().poll(POLL).timeout(Duration.ofSeconds(5)));

    Wire.soon().until(() -> rig.said().count() > 0);
    long sent = peer.asked().get(0).nanos();

    assertThat(Duration.ofNanos(peer.closedAt().get(0) - sent))
        .isLessThan(Stalls.allowing(Duration.ofSeconds(1), sent));
    assertThat(rig.tally().reasons()).containsExactly(MALFORMED);
    assertThat(peer.connections()).isEqualTo(2);
    assertThat(rig.said().states().get(0).snapshot().quality()).isEqualTo(Quality.GOOD);
    assertThat(rig.said().readings("ev_state").get(0)).isEqualTo(new Reading.Whole(8));
    assertThat(Duration.ofNanos(rig.said().states().get(0).nanos() - sent))
        .isLessThan(Stalls.allowing(LONGEST_BACKOFF.plus(POLL.multipliedBy(2)), sent));
  }

  private static Reply header(HostilePeer.Asked asked, int protocol, int length) {
    byte[] whole = Frames.frame(asked.transaction(), protocol, length, asked.unit(), new byte[0]);
    byte[] head = new byte[6];
    System.arraycopy(whole, 0, head, 0, head.length);
    return Reply.of(head);
  }
}
