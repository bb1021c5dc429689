package io.ampwire.faults;

import static io.ampwire.faults.Plausible.assertPlausible;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.decode.Reading;
import io.ampwire.faults.HostilePeer.Asked;
import io.ampwire.faults.HostilePeer.Reply;
import io.ampwire.map.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chargers whose every third answer is damaged. */
@Timeout(60)
class MutatedWireTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int CHARGERS = 4;
  private static final int DAMAGES = 50;

  /** FAULTS W20. */
  @Test
  void chargersThatTalkNonsenseNeitherStopTheirLaneNorPublishIt() {
    long seed = Long.getLong("ampwire.seed", 20_261_122L);
    System.out.println("mutated wire: seed " + seed + ", again with -Dampwire.seed=" + seed);
    List<Nonsense> scripts = new ArrayList<>();
    List<Rig> rigs = new ArrayList<>();
    Rig.Options fast =
        WIRE.options().speed(20).poll(Duration.ofSeconds(1)).timeout(Duration.ofSeconds(2));
    for (int i = 0; i < CHARGERS; i++) {
      Nonsense script = new Nonsense(new Random(seed + i));
      HostilePeer peer = WIRE.peer(Maps.charging().image()).script(script::reply);
      scripts.add(script);
      rigs.add(WIRE.rig(peer, fast.id("bay-" + i, Duration.ZERO)));
    }

    Wire.within(Duration.ofSeconds(45)).until(() -> scripts.stream().allMatch(Nonsense::over));
    List<Integer> before = rigs.stream().map(rig -> rig.said().count()).toList();
    for (int i = 0; i < CHARGERS; i++) {
      Rig rig = rigs.get(i);
      int more = before.get(i) + 4;
      Wire.soon().until(() -> rig.said().count() >= more && rig.online());
    }

    for (Rig rig : rigs) {
      rig.said().states().forEach(state -> assertSane(state.snapshot()));
      ChargerSnapshot last = rig.said().latest().orElseThrow();
      assertThat(last.reading("ev_state")).isEqualTo(new Reading.Whole(8));
      assertThat(last.reading("voltage_phase_1").number()).isBetween(200.0, 260.0);
      assertThat(rig.tally().failures()).isNotEmpty();
    }
  }

  private static void assertSane(ChargerSnapshot snapshot) {
    for (Point point : snapshot.map().points()) {
      assertPlausible(point, snapshot.reading(point.name()), "published");
    }
  }

  /** Damages every third answer until it has had enough. */
  private static final class Nonsense {
    private final Random random;
    private final Mutator mutator;
    private int damages;

    private Nonsense(Random random) {
      this.random = random;
      this.mutator = new Mutator(random);
    }

    private synchronized Reply reply(Asked asked) {
      if (over() || random.nextInt(3) > 0) {
        return Reply.of(asked.honest());
      }
      damages++;
      return Reply.of(mutator.mutate(asked.honest()));
    }

    private synchronized boolean over() {
      return damages >= DAMAGES;
    }
  }
}
