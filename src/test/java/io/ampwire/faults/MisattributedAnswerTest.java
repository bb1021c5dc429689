package io.ampwire.faults;

import static io.ampwire.link.ModbusResponse.Reason.MALFORMED;
import static io.ampwire.link.ModbusResponse.Reason.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.demo.RegisterImage;
import io.ampwire.faults.HostilePeer.Asked;
import io.ampwire.faults.HostilePeer.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that are well formed, but not the answer to the question. */
@Timeout(30)
class MisattributedAnswerTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int EV_STATE = 1;
  private static final byte[] LIE = Frames.hex("03 02 0005");

  /** FAULTS W04. */
  @Test
  void neverPublishesWhatAnotherUnitAnswers() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.onceThenHonest(
        asked -> lieAboutTheState(asked, Frames.frame(asked.transaction(), 1, LIE)));

    Rig rig = WIRE.rig(peer, WIRE.options());

    Wire.soon().until(() -> rig.said().count() >= 3);
    assertThat(rig.said().readings("ev_state")).containsOnly(new Reading.Whole(8));
    assertThat(rig.tally().reasons()).containsExactly(MALFORMED);
    assertThat(rig.tally().failures().get(0).detail()).contains("unit 1");
    assertThat(peer.connections()).isEqualTo(2);
  }

  /** FAULTS W05. */
  @Test
  void ignoresAnAnswerToAnotherQuestionUntilTheTimeEnds() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.onceThenHonest(
        asked -> lieAboutTheState(asked, Frames.frame(asked.transaction() + 1, 255, LIE)));

    assertTimesOutAndAsksAnewElsewhere(peer);
  }

  /** FAULTS W05. */
  @Test
  void ignoresARepeatedAnswerToThePreviousQuestion() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    AtomicReference<byte[]> previous = new AtomicReference<>(new byte[0]);
    peer.onceThenHonest(
        asked -> {
          byte[] answer = asked.number() == 1 ? asked.honest() : previous.get();
          previous.set(asked.honest());
          return Reply.of(answer);
        });

    assertTimesOutAndAsksAnewElsewhere(peer);
  }

  /** FAULTS W06. */
  @Test
  void neverGivesALateAnswerToALaterRequest() {
    RegisterImage image = Maps.charging().image();
    FaultProxy proxy = WIRE.proxy(WIRE.charger(io.ampwire.demo.RegisterDevice.keeping(image)));
    Rig rig = WIRE.rig(proxy, WIRE.options().timeout(Duration.ofMillis(150)));
    Wire.soon().until(() -> rig.said().count() > 0);

    proxy.toBridge().delay(Duration.ofMillis(250));
    Wire.soon().until(() -> rig.tally().failures().size() >= 3);
    image.putU16(EV_STATE, 4);
    proxy.heal();
    int before = rig.said().count();
    Wire.soon().until(() -> rig.said().count() >= before + 3);

    assertThat(rig.tally().reasons()).containsOnly(TIMEOUT);
    assertThat(rig.said().readings("ev_state").subList(before, before + 3))
        .containsOnly(new Reading.Whole(4));
    assertThat(rig.said().readings("degraded_set_point_tri")).containsOnly(new Reading.Whole(8));
    assertThat(rig.said().readings("major_version_digit")).containsOnly(new Reading.Whole(3));
  }

  /** FAULTS W07. */
  @Test
  void takesTheFirstOfTwoAnswersInOneSegment() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    peer.script(
        asked -> {
          byte[] second = asked.honest().clone();
          Arrays.fill(second, 9, second.length, (byte) 0);
          return Reply.of(Frames.join(asked.honest(), second));
        });

    assertEverySeesTheTruth(peer);
  }

  /** FAULTS W08. */
  @Test
  void findsItsAnswerBehindOneThatNobodyWaitsFor() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    List<byte[]> old = new ArrayList<>();
    peer.script(
        asked -> {
          byte[] both = Frames.join(old.isEmpty() ? new byte[0] : old.get(0), asked.honest());
          old.clear();
          old.add(Frames.frame(asked.transaction(), 255, LIE));
          return Reply.of(both);
        });

    assertEverySeesTheTruth(peer);
  }

  private void assertEverySeesTheTruth(HostilePeer peer) {
    Rig rig = WIRE.rig(peer, WIRE.options());

    Wire.soon().until(() -> rig.said().count() >= 5);
    assertThat(rig.said().readings("ev_state")).containsOnly(new Reading.Whole(8));
    assertThat(rig.said().readings("degraded_set_point_mono")).containsOnly(new Reading.Whole(10));
    assertThat(rig.tally().failures()).isEmpty();
    assertThat(peer.connections()).isOne();
  }

  private void assertTimesOutAndAsksAnewElsewhere(HostilePeer peer) {
    Duration timeout = Duration.ofMillis(300);
    Rig rig = WIRE.rig(peer, WIRE.options().timeout(timeout));

    Wire.soon().until(() -> rig.said().count() >= 3);
    assertThat(rig.said().readings("ev_state")).containsOnly(new Reading.Whole(8));
    assertThat(rig.tally().reasons()).containsExactly(TIMEOUT);
    List<Asked> first = peer.asked().stream().filter(a -> a.connection() == 1).toList();
    Asked next = peer.asked().get(first.size());
    assertThat(next.connection()).isEqualTo(2);
    assertThat(next.nanos() - first.get(first.size() - 1).nanos())
        .isGreaterThanOrEqualTo(timeout.toNanos());
  }

  private static Reply lieAboutTheState(Asked asked, byte[] lie) {
    return Reply.of(asked.address() == EV_STATE ? lie : asked.honest());
  }
}
