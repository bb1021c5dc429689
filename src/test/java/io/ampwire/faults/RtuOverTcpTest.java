package io.ampwire.faults;

import static io.ampwire.link.ModbusResponse.Reason.MALFORMED;
import static io.ampwire.link.ModbusResponse.Reason.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.demo.RegisterImage;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** RTU frames over TCP, against a serial server that does what it should not. */
@Timeout(60)
class RtuOverTcpTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int EV_STATE = 1;
  private static final int UNIT = 255;
  private static final byte[] LIE = Frames.hex("03 02 00 05");

  private final RegisterImage image = Maps.charging().image();
  private final RtuPeer peer = new RtuPeer(image);

  @AfterEach
  void stop() {
    peer.close();
  }

  /** FAULTS W24. */
  @Test
  void drops_the_late_answers_of_other_units_and_functions_and_takes_its_own() {
    peer.script(
        asked ->
            Frames.join(
                RtuPeer.frame(7, LIE),
                RtuPeer.frame(UNIT, Frames.hex("04 02 00 05")),
                RtuPeer.frame(UNIT, Frames.hex("03 fa" + "00 05".repeat(125))),
                asked.honest()));

    Rig rig = rig(WIRE.options());

    Wire.soon().until(() -> rig.said().count() >= 5);
    assertThat(rig.said().readings("ev_state")).containsOnly(new Reading.Whole(8));
    assertThat(rig.tally().failures()).isEmpty();
    assertThat(peer.connections()).isOne();
  }

  /** FAULTS W24. */
  @Test
  void never_takes_the_late_answer_to_an_equal_request() {
    AtomicReference<byte[]> owed = new AtomicReference<>(new byte[0]);
    AtomicInteger silences = new AtomicInteger();
    peer.script(
        asked -> {
          if (asked.function() == 3 && asked.address() == EV_STATE && silences.get() < 3) {
            silences.incrementAndGet();
            owed.set(RtuPeer.frame(UNIT, LIE));
            return new byte[0];
          }
          // The answer that was owed comes first, as if it had waited in the serial server.
          boolean equal = asked.function() == 3 && asked.address() == EV_STATE;
          return equal ? Frames.join(owed.getAndSet(new byte[0]), asked.honest()) : asked.honest();
        });

    Rig rig = rig(WIRE.options().timeout(Duration.ofMillis(400)));

    Wire.soon().until(() -> rig.said().count() >= 5);
    assertThat(silences).hasValue(3);
    assertThat(states(rig)).containsOnly(new Reading.Whole(8));
    assertThat(rig.tally().reasons()).containsOnly(TIMEOUT);
  }

  /** FAULTS W25. */
  @Test
  void closes_the_connection_at_bytes_that_are_no_frame_and_believes_none_of_them() {
    AtomicInteger noises = new AtomicInteger();
    peer.script(
        asked -> {
          byte[] damaged = RtuPeer.frame(UNIT, LIE);
          damaged[damaged.length - 1] ^= 1;
          boolean noisy = asked.address() == EV_STATE && noises.incrementAndGet() <= 3;
          return noisy ? damaged : asked.honest();
        });

    Rig rig = rig(WIRE.options());

    Wire.soon().until(() -> rig.said().count() >= 5);
    assertThat(states(rig)).containsOnly(new Reading.Whole(8));
    assertThat(rig.tally().reasons()).containsExactly(MALFORMED, MALFORMED, MALFORMED);
    assertThat(rig.tally().failures().get(0).detail()).isEqualTo("wrong CRC");
    assertThat(peer.connections()).isEqualTo(4);
  }

  /** FAULTS W24. */
  @Test
  void has_one_request_on_the_line_and_leaves_a_silence_before_the_next() {
    Rig rig = rig(WIRE.options().poll(Duration.ofMillis(50)).control());
    Wire.soon().until(() -> rig.online());
    rig.setPoint(16, "a1");

    Wire.soon().until(() -> peer.asked().size() >= 60);
    List<RtuPeer.Asked> later = peer.asked().subList(1, 60);
    assertThat(later).allMatch(asked -> asked.surplus() == 0);
    assertThat(later).allMatch(asked -> asked.since() >= 5_000_000L);
    assertThat(peer.asked()).anyMatch(asked -> asked.function() == 6);
    assertThat(image.word(4004)).isEqualTo(16);
  }

  /** The states that were published; the document of a poll without an answer has none. */
  private static List<Reading> states(Rig rig) {
    return rig.said().readings("ev_state").stream().filter(Reading::isValue).toList();
  }

  private Rig rig(Rig.Options options) {
    return WIRE.rig("127.0.0.1", peer.port(), options.dialer(RtuOverTcpTest::rtu));
  }

  private static ModbusDialer rtu(ModbusDialer dialer) {
    return (endpoint, closed) ->
        dialer.dial(
            new ModbusDialer.Endpoint(
                endpoint.host(), endpoint.port(), Optional.empty(), ModbusTransport.RTU_OVER_TCP),
            closed);
  }
}
