package io.ampwire.telemetry;

import static io.ampwire.telemetry.RecordingPublisher.BAY_1;
import static io.ampwire.telemetry.RecordingPublisher.BAY_2;
import static io.ampwire.telemetry.RecordingPublisher.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.link.ManualScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents larger than the broker takes. */
class PacketLimitTest {
  private static final int LIMIT = 4_096;

  private final RecordingPublisher wire = new RecordingPublisher();
  private final FakeJournal journal = new FakeJournal();
  private final ManualScheduler scheduler = new ManualScheduler();
  private final Outbox outbox =
      new Outbox(wire, journal, new InlineScheduler(scheduler), RecordingPublisher.settings());
  private final Telemetry telemetry = new Telemetry(outbox);
  private final List<Map<String, Object>> reports = new ArrayList<>();

  @BeforeEach
  void start() {
    outbox.start();
    outbox.onWithheld(reports::add);
  }

  private static int size(Document document) {
    return switch (document.topicKind()) {
      case META -> 11_000;
      case STATE -> document.charger().equals(Optional.of(BAY_2)) ? 5_000 : 900;
      case BACKLOG -> 5_000;
      default -> 100;
    };
  }

  private void pass(int seconds) {
    for (int tenth = 0; tenth < 10 * seconds; tenth++) {
      scheduler.advance(100);
      wire.answer(outbox);
    }
  }

  /** FAULTS J02. */
  @Test
  void a_document_above_the_brokers_limit_is_withheld_and_named_and_the_rest_goes_out() {
    wire.sized(PacketLimitTest::size);
    outbox.maxPacket(LIMIT);
    outbox.connected();
    telemetry.meta(BAY_1, RecordingPublisher.meta());
    for (int ts = 1; ts <= 3; ts++) {
      telemetry.state(BAY_1, snapshot(ts));
      telemetry.state(BAY_2, snapshot(ts));
      pass(1);
    }

    assertThat(wire.documents()).noneMatch(document -> size(document) > LIMIT);
    assertThat(wire.states()).extracting(Document.State::seq).containsExactly(1L, 2L, 3L);
    assertThat(outbox.withheld()).isEqualTo(4);
    assertThat(journal.labels()).isEmpty();
    assertThat(wire.events("broker_oversize"))
        .extracting(Document.BridgeEvent::details)
        .anySatisfy(
            details ->
                assertThat(details)
                    .containsEntry("topic", "META/bay-01")
                    .containsEntry("bytes", 11_000)
                    .containsEntry("limit", LIMIT)
                    .containsEntry("limit_from", "broker"))
        .anySatisfy(
            details ->
                assertThat(details)
                    .containsEntry("topic", "STATE/bay-02")
                    .containsEntry("boot", "boot-b")
                    .containsEntry("from", 1L));
    assertThat(reports).hasSize(2);
  }

  /** FAULTS J02. */
  @Test
  void every_withheld_number_is_reported_once_and_a_topic_at_most_each_minute() {
    wire.sized(PacketLimitTest::size);
    outbox.maxPacket(LIMIT);
    outbox.connected();
    for (int ts = 1; ts <= 130; ts++) {
      telemetry.state(BAY_2, snapshot(ts));
      pass(1);
    }
    outbox.close();

    List<Long> told = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      for (long seq = (Long) report.get("from"); seq <= (Long) report.get("to"); seq++) {
        told.add(seq);
      }
    }
    assertThat(told).hasSize(130).doesNotHaveDuplicates();
    assertThat(reports).hasSize(4);
  }

  @Test
  void a_document_of_the_journal_that_is_too_large_is_removed_and_does_not_hold_up_others() {
    wire.sized(PacketLimitTest::size);
    Journal.Label left = new Journal.Label(Journal.Kind.STATE, Optional.of(BAY_1), "boot-a", 77);
    Journal.Label event = new Journal.Label(Journal.Kind.BRIDGE_EVENT, Optional.empty(), "a", 1);
    journal.with(left, event);
    outbox.maxPacket(LIMIT);
    outbox.connected();
    pass(3);

    assertThat(wire.backlog()).containsExactly("BRIDGE_EVENT 1");
    assertThat(journal.labels()).isEmpty();
    assertThat(wire.events("broker_oversize")).hasSize(1);
  }

  @Test
  void a_larger_limit_of_the_next_connection_lets_the_document_out() {
    wire.sized(PacketLimitTest::size);
    outbox.maxPacket(LIMIT);
    outbox.connected();
    telemetry.meta(BAY_1, RecordingPublisher.meta());
    pass(1);
    outbox.disconnected();
    outbox.maxPacket(20_000);
    outbox.connected();
    pass(1);

    assertThat(wire.documents()).anyMatch(document -> document.topicKind() == TopicKind.META);
  }

  /** FAULTS J02. */
  @Test
  void a_document_after_which_three_connections_are_lost_is_withheld_on_the_next() {
    wire.sized(PacketLimitTest::size);
    telemetry.meta(BAY_1, RecordingPublisher.meta());
    telemetry.availability(BAY_1, true);
    for (int i = 0; i < 4; i++) {
      outbox.connected();
      if (i > 0) {
        assertThat(wire.documents()).as("held back until the first probe is back").isEmpty();
        outbox.returned(wire.probes().get(0));
      }
      assertThat(wire.documents()).anyMatch(document -> document.topicKind() == TopicKind.META);
      scheduler.advance(50);
      outbox.disconnected();
      wire.forget();
      wire.swallow();
      scheduler.advance(3_000);
    }

    outbox.connected();
    pass(3);

    assertThat(wire.documents())
        .noneMatch(document -> document.topicKind() == TopicKind.META)
        .contains(new Document.Availability(BAY_1, true));
    assertThat(wire.events("broker_oversize"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.details())
                    .containsEntry("limit", 10_999)
                    .containsEntry("limit_from", "lost connections"));
  }

  /** Connects, offers the document and loses the connection before it is proved. */
  private void lose() {
    outbox.connected();
    outbox.returned(wire.probes().get(wire.probes().size() - 1));
    scheduler.advance(50);
    outbox.disconnected();
    wire.forget();
    wire.swallow();
  }

  private long metas() {
    return wire.documents().stream().filter(d -> d.topicKind() == TopicKind.META).count();
  }

  /** FAULTS J08. */
  @Test
  void a_document_that_is_withheld_without_reason_goes_out_five_minutes_later() {
    wire.sized(PacketLimitTest::size);
    telemetry.meta(BAY_1, RecordingPublisher.meta());
    for (int i = 0; i < 3; i++) {
      lose();
    }
    outbox.connected();
    pass(290);
    assertThat(metas()).as("withheld").isZero();
    pass(20);
    assertThat(metas()).isEqualTo(1);
    pass(600);
    assertThat(metas()).as("proved").isEqualTo(1);
    assertThat(wire.events("broker_oversize")).hasSize(1);
  }

  /** FAULTS J08. */
  @Test
  void a_trial_that_loses_the_connection_waits_twice_as_long_for_the_next() {
    wire.sized(PacketLimitTest::size);
    telemetry.meta(BAY_1, RecordingPublisher.meta());
    for (int i = 0; i < 3; i++) {
      lose();
    }
    for (int minutes : List.of(5, 10, 20, 40, 60, 60)) {
      outbox.connected();
      pass(60 * minutes - 10);
      assertThat(metas()).as("within %d minutes", minutes).isZero();
      for (int tenth = 0; tenth < 200 && metas() == 0; tenth++) {
        wire.answer(outbox);
        scheduler.advance(100);
      }
      assertThat(metas()).as("after %d minutes", minutes).isEqualTo(1);
      wire.swallow();
      outbox.disconnected();
      wire.forget();
    }
  }

  /** FAULTS J08. */
  @Test
  void losses_after_documents_of_different_sizes_are_no_reason_to_withhold() {
    int[] sizes = {11_000};
    wire.sized(document -> document.topicKind() == TopicKind.META ? sizes[0] : 100);
    telemetry.meta(BAY_1, RecordingPublisher.meta());
    for (int size : List.of(11_000, 11_000, 9_000, 9_000, 7_000, 7_000)) {
      sizes[0] = size;
      lose();
    }
    outbox.connected();
    pass(3);
    assertThat(metas()).isEqualTo(1);
    assertThat(outbox.withheld()).isZero();
  }

  @Test
  void documents_are_held_back_for_two_seconds_at_most() {
    wire.sized(PacketLimitTest::size);
    telemetry.meta(BAY_1, RecordingPublisher.meta());
    outbox.connected();
    outbox.disconnected();
    wire.forget();

    outbox.connected();
    scheduler.advance(1_500);
    assertThat(wire.documents()).isEmpty();
    scheduler.advance(600);
    assertThat(wire.documents()).anyMatch(document -> document.topicKind() == TopicKind.META);
  }

  @Test
  void connections_that_never_worked_or_are_lost_later_are_no_reason_to_withhold() {
    wire.sized(PacketLimitTest::size);
    telemetry.meta(BAY_1, RecordingPublisher.meta());
    for (int i = 0; i < 5; i++) {
      outbox.connected();
      wire.answer(outbox);
      telemetry.state(BAY_1, snapshot(i));
      outbox.disconnected();
    }
    for (int i = 0; i < 5; i++) {
      outbox.connected();
      wire.swallow();
      outbox.disconnected();
    }
    for (int i = 0; i < 5; i++) {
      outbox.connected();
      outbox.returned(wire.probes().get(wire.probes().size() - 2));
      scheduler.advance(10_000);
      wire.swallow();
      outbox.disconnected();
    }
    wire.forget();
    outbox.connected();
    pass(1);

    assertThat(wire.documents()).anyMatch(document -> document.topicKind() == TopicKind.META);
    assertThat(outbox.withheld()).isZero();
  }
}
