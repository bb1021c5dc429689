package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.faults.HostilePeer.Reply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A charger whose poll takes several periods of polling. */
@Timeout(30)
class SlowChargerTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER = Duration.ofMillis(90);

  /** FAULTS W18. */
  @Test
  void losesPollsAndIsNeverAskedBeforeItAnswered() {
    HostilePeer peer = WIRE.peer(Maps.charging().image());
    FaultProxy proxy = new FaultProxy(peer.host(), peer.port());
    AtomicInteger ahead = new AtomicInteger();
    peer.script(
        asked -> {
          LockSupport.parkNanos(ANSWER.toNanos());
          ahead.accumulateAndGet(proxy.toCharger().seen() - peer.asked().size(), Math::max);
          return Reply.of(asked.honest());
        });
    try (proxy) {
      Rig rig = WIRE.rig(proxy, WIRE.options().poll(POLL));

      Wire.soon().until(() -> rig.said().count() >= 4);

      assertThat(ahead.get()).as("requests that came while one was being answered").isZero();
      assertThat(rig.tally().skippedPolls()).isGreaterThanOrEqualTo(2 * rig.tally().polls());
      assertThat(rig.tally().failures()).isEmpty();
      assertThat(rig.tally().connections()).isOne();
      assertThat(rig.said().availability()).containsExactly(true);
    }
  }
}
