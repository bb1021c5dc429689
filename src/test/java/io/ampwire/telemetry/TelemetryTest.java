package io.ampwire.telemetry;

import static io.ampwire.telemetry.RecordingPublisher.BAY_1;
import static io.ampwire.telemetry.RecordingPublisher.BAY_2;
import static io.ampwire.telemetry.RecordingPublisher.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.link.ManualScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private final RecordingPublisher wire = new RecordingPublisher();
  private final ManualScheduler scheduler = new ManualScheduler();
  private final FakeJournal journal = new FakeJournal();
  private final Outbox outbox =
      new Outbox(wire, journal, new InlineScheduler(scheduler), RecordingPublisher.settings());
  private final Telemetry telemetry = new Telemetry(outbox);

  @Test
  void during_an_outage_every_state_has_a_number_and_the_newest_alone_is_repeated_as_state() {
    telemetry.state(BAY_1, snapshot(1));
    telemetry.state(BAY_1, snapshot(2));
    telemetry.state(BAY_1, snapshot(3));
    outbox.connected();
    telemetry.state(BAY_1, snapshot(4));
    assertThat(wire.states()).extracting(s -> s.snapshot().ts()).containsExactly(3L, 4L);
    assertThat(wire.states()).extracting(Document.State::seq).containsExactly(3L, 4L);
  }

  @Test
  void each_charger_counts_its_own_documents() {
    outbox.connected();
    for (int i = 0; i < 3; i++) {
      telemetry.state(BAY_1, snapshot(i));
      telemetry.state(BAY_2, snapshot(i));
      telemetry.event(BAY_1, event());
    }
    assertThat(wire.states().stream().filter(s -> s.id().equals(BAY_1)))
        .extracting(Document.State::seq)
        .containsExactly(1L, 2L, 3L);
    assertThat(wire.states().stream().filter(s -> s.id().equals(BAY_2)))
        .extracting(Document.State::seq)
        .containsExactly(1L, 2L, 3L);
    assertThat(
            wire.documents().stream()
                .filter(Document.Event.class::isInstance)
                .map(d -> ((Document.Event) d).seq()))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void what_the_connection_refused_goes_out_with_the_next_beat_as_it_is_by_then() {
    outbox.start();
    outbox.connected();
    wire.answer(outbox);
    wire.refuse();
    telemetry.state(BAY_1, snapshot(1));
    telemetry.availability(BAY_1, true);
    telemetry.event(BAY_1, event());
    telemetry.availability(BAY_1, false);
    wire.take();
    wire.forget();
    scheduler.advance(2_000);
    wire.answer(outbox);
    assertThat(wire.states()).extracting(Document.State::seq).containsExactly(1L);
    assertThat(wire.documents())
        .filteredOn(Document.Availability.class::isInstance)
        .containsExactly(new Document.Availability(BAY_1, false));
    scheduler.advance(2_000);
    assertThat(wire.backlog())
        .as("the state too, because the refusal was known before the repeated one was proved")
        .containsExactly("STATE 1", "EVENT 1");
    wire.answer(outbox);
    wire.forget();
    scheduler.advance(4_000);
    assertThat(wire.documents()).isEmpty();
    assertThat(journal.labels()).isEmpty();
  }

  @Test
  void behind_a_closed_window_the_last_state_stays_ahead_of_the_status_that_goes_with_it() {
    outbox.connected();
    for (int i = 1; i < RecordingPublisher.WINDOW; i++) {
      outbox.offer(new Document.BridgeStatus(true));
    }
    wire.forget();
    telemetry.state(BAY_1, snapshot(1));
    telemetry.availability(BAY_1, true);
    telemetry.state(BAY_1, snapshot(2));
    telemetry.availability(BAY_1, false);
    telemetry.event(BAY_1, event());
    wire.answer(outbox);
    assertThat(names()).containsExactly("State", "Availability", "State", "Availability", "Event");
    assertThat(wire.states()).extracting(Document.State::seq).containsExactly(1L, 2L);
  }

  /** FAULTS M03. */
  @Test
  void after_a_reconnect_all_that_is_retained_is_said_again_with_its_number() {
    outbox.connected();
    telemetry.meta(BAY_1, RecordingPublisher.meta());
    telemetry.state(BAY_1, snapshot(1));
    telemetry.availability(BAY_1, true);
    telemetry.event(BAY_1, event());
    telemetry.ack(BAY_1, new Ack("x", Optional.empty(), Outcome.rejected(Code.BUSY, ""), 1, 1));
    telemetry.info(new BridgeInfo("1", "b", 1, true, "", List.of(), List.of()));
    outbox.disconnected();
    wire.forget();
    outbox.connected();
    assertThat(names())
        .as("and an answer that nobody confirmed")
        .containsExactlyInAnyOrder(
            "Meta", "State", "Availability", "Info", "BridgeStatus", "Answer")
        .containsSubsequence("Meta", "State", "Availability");
    assertThat(wire.states()).containsExactly(new Document.State(BAY_1, 1, first()));
  }

  private io.ampwire.charger.ChargerSnapshot first() {
    return telemetry.current(BAY_1).snapshot().orElseThrow();
  }

  @Test
  void a_state_that_was_polled_during_the_outage_is_sent_instead_of_the_older_one() {
    outbox.connected();
    telemetry.state(BAY_1, snapshot(1));
    outbox.disconnected();
    telemetry.state(BAY_1, snapshot(2));
    telemetry.availability(BAY_1, false);
    wire.forget();
    outbox.connected();
    assertThat(wire.states()).extracting(s -> s.snapshot().ts()).containsExactly(2L);
    assertThat(wire.states()).extracting(Document.State::seq).containsExactly(2L);
  }

  @Test
  void a_charger_that_left_is_cleared_from_every_retained_topic() {
    outbox.connected();
    telemetry.state(BAY_1, snapshot(1));
    telemetry.availability(BAY_1, true);
    outbox.disconnected();
    telemetry.state(BAY_1, snapshot(2));
    wire.forget();
    telemetry.removed(BAY_1);
    outbox.connected();
    assertThat(wire.documents())
        .filteredOn(d -> d.charger().isPresent())
        .containsExactly(
            new Document.Removed(BAY_1, TopicKind.STATUS),
            new Document.Removed(BAY_1, TopicKind.STATE),
            new Document.Removed(BAY_1, TopicKind.META),
            new Document.Removed(BAY_1, TopicKind.SESSION));
    assertThat(telemetry.current(BAY_1).snapshot()).isEmpty();
  }

  @Test
  void watchers_hear_of_each_state_until_they_leave() {
    List<String> heard = new ArrayList<>();
    Runnable leave = telemetry.watch(id -> heard.add(id.value()));
    telemetry.state(BAY_1, snapshot(1));
    telemetry.state(BAY_2, snapshot(1));
    leave.run();
    telemetry.state(BAY_1, snapshot(2));
    assertThat(heard).containsExactly("bay-01", "bay-02");
  }

  private List<String> names() {
    return wire.documents().stream().map(d -> d.getClass().getSimpleName()).toList();
  }

  private static ChargerEvent event() {
    return new ChargerEvent(ChargerEvent.Type.SESSION_STARTED, 1, Map.of());
  }
}
