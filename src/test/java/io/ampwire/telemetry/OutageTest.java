package io.ampwire.telemetry;

import static io.ampwire.telemetry.RecordingPublisher.BAY_1;
import static io.ampwire.telemetry.RecordingPublisher.BAY_2;
import static io.ampwire.telemetry.RecordingPublisher.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.link.ManualScheduler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of documents while the broker is away, deaf or slow. */
class OutageTest {
  private final RecordingPublisher wire = new RecordingPublisher();
  private final FakeJournal journal = new FakeJournal();
  private final ManualScheduler scheduler = new ManualScheduler();
  private final Outbox outbox =
      new Outbox(wire, journal, new InlineScheduler(scheduler), RecordingPublisher.settings());
  private final Telemetry telemetry = new Telemetry(outbox);

  @BeforeEach
  void time_goes_by() {
    outbox.start();
  }

  private void states(int from, int to) {
    LongStream.rangeClosed(from, to).forEach(ts -> telemetry.state(BAY_1, snapshot(ts)));
  }

  private void proveAll() {
    for (int i = 0; i < 200; i++) {
      wire.answer(outbox);
      scheduler.advance(100);
    }
  }

  private static List<String> backlog(int from, int to) {
    return LongStream.rangeClosed(from, to).mapToObj(seq -> "STATE " + seq).toList();
  }

  @Test
  void while_marks_come_back_nothing_is_ever_written() {
    outbox.connected();
    for (int i = 1; i <= 100; i++) {
      telemetry.state(BAY_1, snapshot(i));
      scheduler.advance(100);
      wire.answer(outbox);
    }
    scheduler.advance(5_000);
    assertThat(journal.last()).isZero();
  }

  /** FAULTS M05. */
  @Test
  void what_was_sent_and_not_confirmed_comes_again_as_backlog_in_order_and_the_newest_as_state() {
    outbox.connected();
    wire.answer(outbox);
    states(1, 5);
    outbox.disconnected();
    assertThat(journal.seqs()).containsExactly(1L, 2L, 3L, 4L, 5L);
    states(6, 9);
    wire.forget();
    outbox.connected();
    assertThat(wire.states()).extracting(Document.State::seq).containsExactly(9L);
    proveAll();
    assertThat(wire.backlog()).isEqualTo(backlog(1, 8));
    assertThat(journal.labels()).as("all confirmed").isEmpty();
  }

  @Test
  void what_is_in_memory_alone_is_never_older_than_the_time_to_sync() {
    outbox.connected();
    states(1, 3);
    scheduler.advance(1_000);
    assertThat(journal.seqs()).containsExactly(1L, 2L, 3L);
    assertThat(journal.syncs()).isPositive();
    outbox.disconnected();
    states(4, 4);
    scheduler.advance(500);
    assertThat(journal.seqs()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void a_late_proof_spares_the_broker_the_backlog() {
    outbox.connected();
    states(1, 3);
    scheduler.advance(3_000);
    assertThat(journal.seqs()).hasSize(3);
    proveAll();
    assertThat(wire.backlog()).isEmpty();
    assertThat(journal.labels()).isEmpty();
  }

  @Test
  void a_second_loss_during_the_replay_begins_it_anew_and_nothing_is_missing() {
    states(1, 600);
    scheduler.advance(1_000);
    outbox.connected();
    wire.answer(outbox);
    scheduler.advance(300);
    int before = wire.backlog().size();
    assertThat(before).isBetween(1, 599);
    outbox.disconnected();
    outbox.connected();
    proveAll();
    assertThat(wire.backlog().subList(before, before + 599)).isEqualTo(backlog(1, 599));
    assertThat(journal.labels()).isEmpty();
  }

  /** FAULTS J07. */
  @Test
  void a_loss_during_the_replay_whose_publishes_fail_after_it_does_not_stop_the_next_replay() {
    states(1, 600);
    scheduler.advance(1_000);
    outbox.connected();
    wire.keepOpen();
    wire.answer(outbox);
    scheduler.advance(300);
    assertThat(wire.backlog()).as("under way").isNotEmpty();
    outbox.disconnected();
    wire.failOpen();
    outbox.connected();
    proveAll();
    assertThat(journal.labels()).isEmpty();
    assertThat(wire.backlog()).containsAll(backlog(1, 599));
  }

  /** FAULTS J07. */
  @Test
  void what_fails_after_its_proof_is_sent_again_and_the_replay_goes_on() {
    states(1, 600);
    scheduler.advance(1_000);
    outbox.connected();
    wire.keepOpen();
    wire.answer(outbox);
    scheduler.advance(300);
    int first = wire.backlog().size();
    assertThat(first).isPositive();
    wire.answer(outbox);
    wire.failOpen();
    proveAll();
    assertThat(journal.labels()).isEmpty();
    assertThat(wire.backlog()).containsAll(backlog(1, 599));
    assertThat(wire.backlog().subList(first, wire.backlog().size()))
        .as("after their failure")
        .containsAll(backlog(1, first));
  }

  @Test
  void what_the_connection_refuses_during_the_replay_is_sent_again() {
    states(1, 50);
    scheduler.advance(1_000);
    outbox.connected();
    wire.answer(outbox);
    wire.refuse();
    scheduler.advance(200);
    wire.take();
    proveAll();
    assertThat(wire.backlog()).endsWith("STATE 49");
    assertThat(journal.labels()).isEmpty();
  }

  @Test
  void the_replay_never_fills_the_window_and_keeps_its_pace() {
    states(1, 5_000);
    scheduler.advance(1_000);
    outbox.connected();
    wire.answer(outbox);
    scheduler.advance(10_000);
    assertThat(wire.backlog()).as("ahead of the tracker").hasSize(RecordingPublisher.WINDOW / 4);
    int before = wire.backlog().size();
    for (int i = 0; i < 20; i++) {
      wire.answer(outbox);
      scheduler.advance(100);
    }
    assertThat(wire.backlog().size() - before).as("in two seconds").isBetween(1_500, 2_200);
  }

  @Test
  void live_documents_go_ahead_of_the_backlog() {
    states(1, 2_000);
    scheduler.advance(1_000);
    outbox.connected();
    wire.answer(outbox);
    scheduler.advance(500);
    wire.forget();
    telemetry.state(BAY_2, snapshot(1));
    assertThat(wire.documents()).hasSize(1);
  }

  @Test
  void behind_a_closed_window_older_states_become_backlog_and_none_is_thinned_away() {
    outbox.connected();
    wire.answer(outbox);
    for (int i = 0; i < RecordingPublisher.WINDOW; i++) {
      outbox.offer(new Document.BridgeStatus(true));
    }
    states(1, 4);
    proveAll();
    assertThat(wire.states()).extracting(Document.State::seq).containsExactly(4L);
    assertThat(wire.backlog()).isEqualTo(backlog(1, 3));
  }

  @Test
  void events_wait_among_the_states_and_have_numbers_of_their_own() {
    states(1, 1);
    telemetry.event(BAY_1, new ChargerEvent(ChargerEvent.Type.SESSION_STARTED, 1, Map.of()));
    states(2, 3);
    outbox.connected();
    proveAll();
    assertThat(wire.backlog()).containsExactly("STATE 1", "EVENT 1", "STATE 2");
  }

  @Test
  void an_earlier_boots_documents_come_first() {
    Journal.Label left = new Journal.Label(Journal.Kind.STATE, Optional.of(BAY_1), "boot-a", 77);
    journal.with(left);
    states(1, 2);
    outbox.connected();
    proveAll();
    assertThat(wire.backlog()).containsExactly("STATE 77", "STATE 1");
  }

  @Test
  void a_gap_is_told_until_the_broker_has_it_and_then_no_more() {
    states(1, 10);
    scheduler.advance(1_000);
    journal.dropOldest(4);
    outbox.connected();
    wire.answer(outbox);
    scheduler.advance(100);
    outbox.disconnected();
    outbox.connected();
    proveAll();
    assertThat(wire.events("gap")).hasSize(2);
    assertThat(wire.events("gap").get(1).details())
        .containsExactly(
            Map.entry("charger", "bay-01"),
            Map.entry("boot", "boot-b"),
            Map.entry("of", "state"),
            Map.entry("from", 1L),
            Map.entry("to", 4L));
    assertThat(journal.waiting()).isZero();
  }

  @Test
  void the_return_of_the_broker_is_told_with_the_outages_length_and_counts() {
    outbox.connected();
    wire.answer(outbox);
    assertThat(wire.events("broker_restored")).as("the first connection is no return").isEmpty();
    outbox.disconnected();
    states(1, 10);
    scheduler.advance(60_000);
    journal.dropOldest(3);
    outbox.connected();
    wire.answer(outbox);
    Document.BridgeEvent event = wire.events("broker_restored").get(0);
    assertThat(event.details())
        .containsEntry("outage_ms", 60_000L)
        .containsEntry("waiting", 8L)
        .containsEntry("dropped", 3L);
  }

  @Test
  void what_was_not_proved_at_the_end_is_left_to_the_next_boot() {
    outbox.connected();
    wire.answer(outbox);
    states(1, 3);
    outbox.farewell(new Document.BridgeStatus(false));
    outbox.close();
    assertThat(journal.seqs()).containsExactly(1L, 2L, 3L);
  }
}
