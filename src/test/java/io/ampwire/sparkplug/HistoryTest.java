package io.ampwire.sparkplug;

import static io.ampwire.sparkplug.NodeRig.BAY;
import static io.ampwire.sparkplug.NodeRig.DRIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.sparkplug.DecodedPayload.DecodedMetric;
import io.ampwire.sparkplug.NodeRig.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Store and forward: nothing is missing after an outage, and what is late is marked. */
class HistoryTest {
  private static void poll(NodeRig rig, int value) {
    rig.scheduler.advance(1_000);
    rig.polls(BAY, new Poll().reads("set_point", new Reading.Whole(value)));
  }

  private static List<Integer> setPoints(NodeRig rig, boolean historical) {
    List<Integer> values = new ArrayList<>();
    rig.ofType("DDATA").stream()
        .flatMap(message -> message.payload().metrics().stream())
        .filter(metric -> metric.name().equals("set_point") && metric.historical() == historical)
        .forEach(metric -> values.add((Integer) metric.value()));
    return values;
  }

  @Test
  void values_of_an_outage_come_after_the_births_in_order_marked_and_with_their_own_time() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.scheduler.advance(2_000);
    rig.accepts = false;
    rig.breaks();
    long from = rig.scheduler.wallMillis();
    for (int i = 1; i <= 300; i++) {
      poll(rig, i);
    }
    long to = rig.scheduler.wallMillis();
    int before = rig.published.size();
    rig.accepts = true;
    rig.scheduler.advance(10_000);

    List<String> types = rig.types().subList(before, rig.published.size());
    assertThat(types.subList(0, 2)).containsExactly("NBIRTH", "DBIRTH");
    List<Integer> late = setPoints(rig, true);
    assertThat(late).hasSize(300).isSorted();
    assertThat(late.get(0)).isEqualTo(1);
    for (NodeRig.Published message : rig.published.subList(before + 2, rig.published.size())) {
      for (DecodedMetric metric : message.payload().metrics()) {
        if (metric.historical()) {
          assertThat(metric.timestamp()).isBetween(from, to);
        }
      }
      assertThat(message.payload().timestamp()).isGreaterThan(to);
    }
  }

  @Test
  void what_the_broker_has_not_proved_when_the_connection_ends_comes_again_as_history() {
    NodeRig rig = new NodeRig().started(BAY);
    poll(rig, 1);
    rig.scheduler.advance(2_000);
    rig.answersPings = false;
    poll(rig, 2);
    poll(rig, 3);
    rig.accepts = false;
    rig.breaks();
    poll(rig, 4);
    rig.accepts = true;
    rig.answersPings = true;
    rig.scheduler.advance(20_000);

    assertThat(setPoints(rig, false)).containsExactly(1, 2, 3);
    assertThat(setPoints(rig, true)).containsExactly(2, 3, 4);
  }

  @Test
  void history_of_a_charger_that_is_away_waits_for_its_birth() {
    NodeRig rig = new NodeRig().started(BAY, DRIVE);
    rig.scheduler.advance(2_000);
    rig.accepts = false;
    rig.breaks();
    poll(rig, 1);
    rig.goes(BAY);
    rig.accepts = true;
    rig.scheduler.advance(20_000);
    assertThat(setPoints(rig, true)).isEmpty();

    rig.comes(BAY, new Poll());
    rig.scheduler.advance(2_000);
    assertThat(setPoints(rig, true)).containsExactly(1);
  }

  @Test
  void beyond_the_bound_the_oldest_values_are_dropped_and_counted() {
    NodeRig rig = new NodeRig(Optional.empty(), 20_000);
    rig.accepts = false;
    rig.started(BAY);
    for (int i = 1; i <= 1_000; i++) {
      poll(rig, i);
    }
    rig.accepts = true;
    rig.scheduler.advance(20_000);

    List<Integer> kept = setPoints(rig, true);
    assertThat(kept).isSorted().hasSizeBetween(50, 200);
    assertThat(kept.get(kept.size() - 1)).isEqualTo(1_000);
    DecodedPayload birth = rig.ofType("NBIRTH").get(0).payload();
    long polled = birth.metric("Chargers/Online").isNull() ? 0 : 1_000;
    long first = rig.ofType("DBIRTH").get(0).payload().metrics().size();
    assertThat((long) birth.metric("History/Dropped").value() + kept.size())
        .as("dropped and published values")
        .isEqualTo(polled + first);
  }

  @Test
  void history_goes_out_in_batches_that_the_broker_has_read() {
    NodeRig rig = new NodeRig();
    rig.accepts = false;
    rig.started(BAY);
    for (int i = 1; i <= 500; i++) {
      poll(rig, i);
    }
    rig.accepts = true;
    rig.answersPings = false;
    rig.scheduler.advance(20_000);
    int first = rig.ofType("DDATA").size();
    assertThat(first).isLessThanOrEqualTo(64);

    Set<Integer> sizes = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      rig.answerPings();
      sizes.add(rig.ofType("DDATA").size());
    }
    assertThat(sizes.size()).isGreaterThan(5);
    assertThat(setPoints(rig, true)).hasSize(501);
  }

  @Test
  void data_is_kept_while_the_broker_reads_nothing() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.answersPings = false;
    for (int i = 1; i <= 6_000; i++) {
      rig.scheduler.advance(1);
      rig.polls(BAY, new Poll().reads("set_point", new Reading.Whole(i)));
    }
    assertThat(rig.ofType("DDATA")).as("unproved messages").hasSizeLessThanOrEqualTo(4_200);

    rig.breaks();
    rig.answersPings = true;
    rig.scheduler.advance(20_000);
    Set<Integer> all = new TreeSet<>(setPoints(rig, false));
    all.addAll(setPoints(rig, true));
    assertThat(all).hasSize(6_000);
  }
}
