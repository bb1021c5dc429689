package io.ampwire.telemetry;

import static io.ampwire.telemetry.RecordingPublisher.BAY_1;
import static io.ampwire.telemetry.RecordingPublisher.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.link.ManualScheduler;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker that acknowledges and drops for a while, on a connection that stays. */
class DroppedProbeTest {
  private final RecordingPublisher wire = new RecordingPublisher();
  private final FakeJournal journal = new FakeJournal();
  private final ManualScheduler scheduler = new ManualScheduler();
  private final Outbox outbox =
      new Outbox(wire, journal, new InlineScheduler(scheduler), RecordingPublisher.settings());
  private final Telemetry telemetry = new Telemetry(outbox);

  @BeforeEach
  void connect() {
    outbox.start();
    outbox.connected();
    wire.answer(outbox);
  }

  private void eachSecond(int from, int to, boolean broker) {
    for (int ts = from; ts <= to; ts++) {
      telemetry.state(BAY_1, snapshot(ts));
      for (int tenth = 0; tenth < 10; tenth++) {
        scheduler.advance(100);
        if (broker) {
          wire.answer(outbox);
        } else {
          wire.swallow();
        }
      }
    }
  }

  private static List<String> backlog(int from, int to) {
    return LongStream.rangeClosed(from, to).mapToObj(seq -> "STATE " + seq).toList();
  }

  /** FAULTS J01. */
  @Test
  void what_went_out_between_two_proofs_with_a_dropped_one_between_comes_again_as_backlog() {
    eachSecond(1, 5, true);
    eachSecond(6, 13, false);
    assertThat(outbox.silent(10_000_000_000L)).as("the connection is kept").isFalse();
    eachSecond(14, 20, true);

    assertThat(wire.backlog()).containsSubsequence(backlog(6, 13));
    assertThat(wire.backlog()).doesNotContainSequence("STATE 5").doesNotContain("STATE 16");
    assertThat(journal.labels()).as("all proved").isEmpty();
    assertThat(wire.events("broker_restored")).hasSize(1);
  }

  /** FAULTS J01. */
  @Test
  void the_document_behind_the_last_dropped_probe_is_not_taken_for_proved() {
    eachSecond(1, 1, true);
    telemetry.state(BAY_1, snapshot(2));
    scheduler.advance(200);
    wire.swallow();
    telemetry.state(BAY_1, snapshot(3));
    scheduler.advance(200);

    wire.answer(outbox);
    scheduler.advance(1_500);
    assertThat(journal.seqs()).as("neither is proved").containsExactly(2L, 3L);

    eachSecond(4, 8, true);
    assertThat(wire.backlog()).containsExactly("STATE 2", "STATE 3");
    assertThat(journal.labels()).isEmpty();
  }

  @Test
  void what_is_retained_is_published_again_after_a_drop() {
    telemetry.availability(BAY_1, true);
    telemetry.meta(BAY_1, RecordingPublisher.meta());
    scheduler.advance(200);
    wire.swallow();
    telemetry.event(BAY_1, new ChargerEvent(ChargerEvent.Type.SESSION_STARTED, 1, Map.of()));
    scheduler.advance(200);
    wire.forget();
    wire.answer(outbox);
    scheduler.advance(4_000);

    assertThat(wire.documents())
        .contains(new Document.Availability(BAY_1, true))
        .anyMatch(document -> document.topicKind() == TopicKind.META);
  }

  @Test
  void a_broker_without_order_has_a_second_to_bring_back_the_earlier_probe() {
    Document.Probe early = probeBehind(1);
    Document.Probe late = probeBehind(2);

    assertThat(outbox.returned(late)).isCompletedWithValue(true);
    scheduler.advance(200);
    assertThat(outbox.returned(early)).isCompletedWithValue(true);
    eachSecond(3, 5, true);
    assertThat(journal.labels()).isEmpty();
    assertThat(wire.backlog()).isEmpty();
  }

  @Test
  void a_probe_that_comes_back_long_after_a_later_one_proves_nothing_more() {
    Document.Probe early = probeBehind(1);
    Document.Probe late = probeBehind(2);

    assertThat(outbox.returned(late)).isCompletedWithValue(true);
    scheduler.advance(1_200);
    assertThat(outbox.returned(early)).isCompletedWithValue(false);
    scheduler.advance(600);
    assertThat(journal.seqs()).containsExactly(1L, 2L);
  }

  private Document.Probe probeBehind(int ts) {
    telemetry.state(BAY_1, snapshot(ts));
    scheduler.advance(200);
    return wire.probe();
  }
}
