package io.ampwire.faults;

import static io.ampwire.link.ModbusResponse.Reason.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerSnapshot.Quality;
import io.ampwire.decode.Reading;
import io.ampwire.demo.ModbusServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers in pieces. */
@Timeout(30)
class SplitSegmentsTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  /** FAULTS W08. */
  @Test
  void readsAnAnswerThatComesByteByByte() {
    ModbusServer charger = WIRE.charger(Maps.charging());
    FaultProxy proxy = WIRE.proxy(charger);
    proxy.toBridge().slice(Duration.ofMillis(1));
    proxy.toCharger().slice(Duration.ofMillis(1));

    Rig rig = WIRE.rig(proxy, WIRE.options());

    Wire.soon().until(() -> rig.said().count() >= 2);
    assertThat(rig.said().latest().orElseThrow().quality()).isEqualTo(Quality.GOOD);
    assertThat(rig.said().readings("ev_state")).containsOnly(new Reading.Whole(8));
    assertThat(rig.said().readings("degraded_set_point_tri")).containsOnly(new Reading.Whole(8));
    assertThat(rig.tally().failures()).isEmpty();
    assertThat(proxy.accepted()).isOne();
  }

  /** FAULTS W19. */
  @Test
  void givesAnAnswerOneDeadlineHoweverManyBytesTrickleIn() {
    Duration timeout = Duration.ofMillis(1000);
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    proxy.toBridge().slice(Duration.ofMillis(300));
    Rig rig = WIRE.rig(proxy, WIRE.options().timeout(timeout));

    Wire.soon().until(() -> rig.tally().failures().size() == 1);
    assertThat(rig.tally().reasons()).containsExactly(TIMEOUT);
    proxy.heal();
    Wire.soon().until(() -> rig.said().count() > 0);

    assertThat(rig.tally().answers()).isPositive();
    assertThat(proxy.accepted()).isEqualTo(2);
    assertThat(proxy.most()).isOne();
  }

  /** FAULTS W19. */
  @Test
  void timesTheWholeAnswerAndNotItsBytes() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.onceThenHonest(asked -> HostilePeer.Reply.silence());
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    proxy.toBridge().slice(Duration.ofMillis(300));
    Duration timeout = Duration.ofMillis(700);
    Rig trickled = WIRE.rig(proxy, WIRE.options().timeout(timeout));
    Rig silent = WIRE.rig(peer, WIRE.options().timeout(timeout).id("bay-02", Duration.ZERO));

    Wire.soon().until(() -> silent.tally().connections() == 2);
    Wire.soon().until(() -> trickled.tally().connections() == 2);

    long asked = peer.asked().get(0).nanos();
    Duration most = Stalls.allowing(timeout.plusMillis(700), asked);
    assertThat(Duration.ofNanos(peer.closedAt().get(0) - asked))
        .isBetween(timeout.minusMillis(50), most);
    assertThat(trickled.tally().reasons()).startsWith(TIMEOUT);
  }
}
