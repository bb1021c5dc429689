package io.ampwire.faults;

import static io.ampwire.charger.ChargerEvent.Type.CHARGER_OFFLINE;
import static io.ampwire.charger.ChargerEvent.Type.POINT_UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.ChargerSnapshot.Quality;
import io.ampwire.decode.Reading;
import io.ampwire.faults.HostilePeer.Asked;
import io.ampwire.faults.HostilePeer.Reply;
import io.ampwire.map.Point;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that the charger refuses. */
@Timeout(30)
class RefusedReadTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int AVERAGE = 3035;
  private static final int EV_STATE = 1;

  /** FAULTS W11. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void losesOnlyThePointThatTheChargerDoesNotHave(int code) {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.script(asked -> refuse(asked, asked.reads(AVERAGE), code));
    Rig rig = WIRE.rig(peer, WIRE.options());

    Wire.soon().until(() -> rig.said().count() >= 4);

    for (Recorder.State state : rig.said().states()) {
      assertThat(without(state.snapshot())).containsExactly("voltage_phase_avg");
      assertThat(state.snapshot().quality()).isEqualTo(Quality.PARTIAL);
    }
    assertThat(rig.said().events(POINT_UNSUPPORTED))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.details())
                    .containsEntry("point", "voltage_phase_avg")
                    .containsEntry("modbus", code));
    assertThat(rig.said().metas().get(0).unsupported()).containsExactly("voltage_phase_avg");
    assertThat(peer.connections()).isOne();
    long asked = readsOf(peer, AVERAGE);
    int before = rig.said().count();
    Wire.soon().until(() -> rig.said().count() >= before + 5);
    assertThat(readsOf(peer, AVERAGE)).as("once alone, it is asked for no more").isEqualTo(asked);
  }

  /** FAULTS W11. */
  @Test
  void asksABusyChargerAgainAndDoesNotCallItAway() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.script(asked -> refuse(asked, true, 6));
    Rig rig = WIRE.rig(peer, WIRE.options().poll(Duration.ofMillis(50)));
    Wire.soon().until(() -> peer.asked().stream().filter(a -> a.reads(EV_STATE)).count() >= 4);

    peer.script(HostilePeer.HONEST);
    Wire.soon().until(() -> rig.said().count() >= 1);

    assertThat(rig.said().availability()).containsExactly(true);
    assertThat(rig.said().events(CHARGER_OFFLINE)).isEmpty();
    assertThat(peer.connections()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6})
  void readsAgainWhatTheChargerHadNoTimeFor(int code) {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    Set<Integer> put = ConcurrentHashMap.newKeySet();
    peer.script(asked -> refuse(asked, asked.reads(AVERAGE) && put.add(asked.address()), code));
    Rig rig = WIRE.rig(peer, WIRE.options());

    Wire.soon().until(() -> rig.said().count() >= 3);

    List<Reading> average = rig.said().readings("voltage_phase_avg");
    assertThat(average.get(0)).isInstanceOf(Reading.Unavailable.class);
    assertThat(average.get(1).isValue()).isTrue();
    assertThat(rig.said().readings("ev_state")).containsOnly(new Reading.Whole(8));
    assertThat(rig.said().events(POINT_UNSUPPORTED)).isEmpty();
    assertThat(rig.said().availability()).containsExactly(true);
    assertThat(peer.connections()).isOne();
  }

  /** FAULTS W11. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 0x0A, 0x0B, 0x63})
  void keepsTheConnectionWhateverTheRefusal(int code) {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.script(asked -> refuse(asked, asked.reads(EV_STATE), code));
    Rig rig = WIRE.rig(peer, WIRE.options());

    Wire.soon().until(() -> rig.said().count() >= 5);

    assertThat(rig.said().readings("ev_state")).noneMatch(Reading::isValue);
    assertThat(rig.said().readings("set_point")).allMatch(Reading::isValue);
    assertThat(rig.said().availability()).containsExactly(true);
    assertThat(rig.tally().failures()).isEmpty();
    assertThat(peer.connections()).isOne();
    assertThat(rig.said().events(POINT_UNSUPPORTED)).hasSize(code == 1 ? 1 : 0);
    if (code != 1) {
      assertThat(rig.said().readings("ev_state"))
          .contains(new Reading.Unavailable("exception " + code));
    }
  }

  /** FAULTS W11. */
  @Test
  void callsAChargerAwayThatRefusesEverythingAndBackWhenItAnswers() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.script(asked -> refuse(asked, true, 4));
    Rig rig = WIRE.rig(peer, WIRE.options());

    Wire.soon().until(() -> !rig.said().availability().isEmpty());
    assertThat(rig.said().availability()).containsExactly(false);
    assertThat(rig.said().events(CHARGER_OFFLINE).get(0).details().get("reason").toString())
        .contains("exception 4");
    peer.script(HostilePeer.HONEST);

    Wire.soon().until(() -> rig.said().count() > 0);
    assertThat(rig.said().availability()).containsExactly(false, true);
    assertThat(peer.connections()).isOne();
  }

  private static Reply refuse(Asked asked, boolean refused, int code) {
    return Reply.of(
        refused ? asked.answer(Frames.refusal(asked.function(), code)) : asked.honest());
  }

  private static List<String> without(ChargerSnapshot snapshot) {
    return snapshot.map().points().stream()
        .map(Point::name)
        .filter(name -> !snapshot.reading(name).isValue())
        .toList();
  }

  private static long readsOf(HostilePeer peer, int register) {
    return peer.asked().stream().filter(asked -> asked.reads(register)).count();
  }
}
