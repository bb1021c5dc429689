package io.ampwire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.link.ManualScheduler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final ManualScheduler scheduler = new ManualScheduler();
  private final RecordingPublisher wire = new RecordingPublisher();
  private final FakeJournal journal = new FakeJournal();
  private final Outbox outbox =
      new Outbox(wire, journal, new InlineScheduler(scheduler), RecordingPublisher.settings());

  @Test
  void nothing_goes_out_before_a_connection_is_up() {
    offer(3);
    assertThat(wire.documents()).isEmpty();
    outbox.connected();
    assertThat(wire.documents()).isEmpty();
    assertThat(wire.probes()).hasSize(1);
    offer(3);
    assertThat(wire.documents()).hasSize(3);
  }

  @Test
  void a_probe_follows_the_connection_and_another_every_two_seconds() {
    outbox.start();
    scheduler.advance(10_000);
    assertThat(wire.probes()).isEmpty();
    outbox.connected();
    assertThat(wire.probes()).hasSize(1);
    scheduler.advance(10_000);
    assertThat(wire.probes()).hasSize(6);
    outbox.disconnected();
    scheduler.advance(10_000);
    assertThat(wire.probes()).hasSize(6);
  }

  /** FAULTS M04. */
  @Test
  void without_a_returned_probe_the_window_closes_and_with_one_it_opens() {
    outbox.connected();
    offer(RecordingPublisher.WINDOW + 40);
    assertThat(wire.documents()).hasSize(RecordingPublisher.WINDOW);
    wire.answer(outbox);
    assertThat(wire.documents()).hasSize(RecordingPublisher.WINDOW + 40);
  }

  /** FAULTS M04: documents beyond it would wait on the connection, ahead of the probes. */
  @Test
  void a_small_receive_maximum_of_the_broker_makes_the_window_small() {
    outbox.receiveMaximum(20);
    outbox.connected();
    offer(RecordingPublisher.WINDOW);
    int window = 20 * InFlight.TURNS;
    assertThat(wire.documents()).hasSize(window);
    assertThat(wire.probes()).as("one at the start, four in the window").hasSize(5);
    wire.answer(outbox);
    assertThat(wire.documents()).hasSize(2 * window);

    outbox.disconnected();
    outbox.receiveMaximum(65_535);
    outbox.connected();
    int before = wire.documents().size();
    offer(2 * RecordingPublisher.WINDOW);
    assertThat(wire.documents()).hasSize(before + RecordingPublisher.WINDOW);
  }

  @Test
  void a_probe_opens_the_window_only_as_far_as_it_was_sent_behind() {
    outbox.connected();
    offer(RecordingPublisher.WINDOW + 40);
    Document.Probe early = wire.probes().get(1);
    outbox.returned(wire.probes().get(0));
    assertThat(wire.documents()).hasSize(RecordingPublisher.WINDOW);
    outbox.returned(early);
    assertThat(wire.documents()).hasSize(RecordingPublisher.WINDOW + 40);
  }

  @Test
  void a_probe_of_an_earlier_connection_or_a_made_up_one_counts_for_nothing() {
    outbox.connected();
    Document.Probe old = wire.probe();
    outbox.disconnected();
    outbox.connected();
    offer(RecordingPublisher.WINDOW + 1);
    assertThat(outbox.returned(old)).isCompletedWithValue(false);
    assertThat(outbox.returned(new Document.Probe("0".repeat(32)))).isCompletedWithValue(false);
    assertThat(wire.documents()).hasSize(RecordingPublisher.WINDOW);
    assertThat(outbox.last()).isEqualTo(Long.MIN_VALUE);
    assertThat(outbox.within(60_000_000_000L, scheduler.nanos())).isFalse();
  }

  @Test
  void a_probe_counts_once_and_no_two_are_alike() {
    outbox.connected();
    Document.Probe first = wire.probe();
    offer(RecordingPublisher.WINDOW + 1);
    assertThat(outbox.returned(first)).isCompletedWithValue(true);
    assertThat(outbox.returned(first)).isCompletedWithValue(false);
    assertThat(wire.documents())
        .as("it claims nothing that was sent later")
        .hasSize(RecordingPublisher.WINDOW);
    assertThat(wire.probes()).extracting(Document.Probe::token).doesNotHaveDuplicates();
  }

  @Test
  void a_returned_probe_is_a_round_trip_from_then_on() {
    outbox.connected();
    scheduler.advance(30);
    wire.answer(outbox);
    assertThat(outbox.last()).isEqualTo(scheduler.nanos());
    scheduler.advance(9999);
    assertThat(outbox.within(10_000_000_000L, scheduler.nanos())).isTrue();
    scheduler.advance(1);
    assertThat(outbox.within(10_000_000_000L, scheduler.nanos())).isFalse();
  }

  @Test
  void a_new_connection_has_a_window_of_its_own() {
    outbox.connected();
    offer(RecordingPublisher.WINDOW + 10);
    outbox.disconnected();
    wire.forget();
    outbox.connected();
    assertThat(wire.documents()).isEmpty();
    offer(RecordingPublisher.WINDOW);
    assertThat(wire.documents()).hasSize(RecordingPublisher.WINDOW);
  }

  @Test
  void what_the_connection_refuses_is_counted() {
    outbox.connected();
    wire.refuse();
    offer(2);
    assertThat(outbox.nacked()).isEqualTo(2);
  }

  @Test
  void chargers_take_turns_behind_a_closed_window() {
    outbox.connected();
    offer(RecordingPublisher.WINDOW);
    wire.forget();
    for (int i = 0; i < 3; i++) {
      outbox.offer(new Document.Availability(RecordingPublisher.BAY_1, i % 2 == 0));
      outbox.offer(new Document.Availability(RecordingPublisher.BAY_2, i % 2 == 0));
    }
    wire.answer(outbox);
    List<String> turns =
        wire.documents().stream().map(d -> d.charger().orElseThrow().value()).toList();
    assertThat(turns).containsExactly("bay-01", "bay-02", "bay-01", "bay-02", "bay-01", "bay-02");
  }

  @Test
  void documents_get_a_probe_within_a_fifth_of_a_second() {
    outbox.start();
    outbox.connected();
    wire.forget();
    scheduler.advance(300);
    assertThat(wire.probes()).isEmpty();
    offer(1);
    scheduler.advance(200);
    assertThat(wire.probes()).hasSize(1);
  }

  @Test
  void a_connection_that_brings_nothing_back_is_silent_whatever_it_claims() {
    outbox.connected();
    scheduler.advance(9_999);
    assertThat(outbox.silent(10_000_000_000L)).isFalse();
    scheduler.advance(1);
    assertThat(outbox.silent(10_000_000_000L)).isTrue();
    outbox.delivered(wire.probe());
    assertThat(outbox.silent(10_000_000_000L)).isFalse();
    assertThat(outbox.last()).as("delivered is not heard").isEqualTo(Long.MIN_VALUE);
    scheduler.advance(10_000);
    outbox.disconnected();
    assertThat(outbox.silent(10_000_000_000L)).as("it claims nothing").isFalse();
  }

  @Test
  void the_last_word_waits_for_its_proof() {
    outbox.connected();
    var left = outbox.farewell(new Document.BridgeStatus(false)).toCompletableFuture();
    assertThat(left).isNotDone();
    assertThat(wire.documents()).containsExactly(new Document.BridgeStatus(false));
    outbox.offer(new Document.Availability(RecordingPublisher.BAY_1, true));
    wire.answer(outbox);
    assertThat(left).isDone();
    assertThat(wire.documents()).hasSize(1);
  }

  /** FAULTS C08. */
  @Test
  void answers_wait_behind_a_closed_window_and_none_is_displaced() {
    outbox.connected();
    answers(10_000);
    outbox.offer(new Document.Availability(RecordingPublisher.BAY_1, true));

    letEverythingOut();

    assertThat(answered()).isEqualTo(IntStream.range(0, 10_000).mapToObj(i -> "c" + i).toList());
  }

  @Test
  void answers_beyond_all_bounds_take_no_more_memory() {
    outbox.connected();
    answers(RecordingPublisher.WINDOW + SendQueue.MOST_ANSWERS + 10);

    letEverythingOut();
    assertThat(answered()).hasSize(RecordingPublisher.WINDOW + SendQueue.MOST_ANSWERS);

    wire.forget();
    answers(10);
    assertThat(answered()).hasSize(10);
  }

  private void answers(int count) {
    for (int i = 0; i < count; i++) {
      Ack ack =
          new Ack("set_point", Optional.of("c" + i), Outcome.rejected(Code.BUSY, "full"), 0, 0);
      outbox.offer(new Document.Answer(RecordingPublisher.BAY_1, OptionalLong.empty(), ack));
    }
  }

  private List<String> answered() {
    return wire.documents().stream()
        .filter(Document.Answer.class::isInstance)
        .map(document -> ((Document.Answer) document).ack().id().orElseThrow())
        .toList();
  }

  /** Returns each mark until nothing more comes. */
  private void letEverythingOut() {
    for (int before = -1; before < wire.documents().size(); ) {
      before = wire.documents().size();
      wire.answer(outbox);
    }
  }

  private void offer(int count) {
    for (int i = 0; i < count; i++) {
      // A key of its own each, as many chargers would be.
      outbox.offer(new Document.Availability(new io.ampwire.map.ChargerId("c" + i), i % 2 == 0));
    }
  }

  @Test
  void documents_of_the_bridge_have_a_turn_too() {
    outbox.connected();
    outbox.offer(new Document.BridgeEvent("inventory_rejected", 1, Map.of()));
    outbox.offer(new Document.BridgeStatus(true));
    assertThat(wire.documents())
        .extracting(d -> d.getClass().getSimpleName())
        .containsExactly("BridgeEvent", "BridgeStatus");
  }
}
