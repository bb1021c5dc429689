package io.ampwire.telemetry;

import static io.ampwire.telemetry.RecordingPublisher.BAY_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.link.ManualScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private final ManualScheduler scheduler = new ManualScheduler();
  private final RecordingPublisher wire = new RecordingPublisher();
  private final Outbox outbox =
      new Outbox(
          wire, new FakeJournal(), new InlineScheduler(scheduler), RecordingPublisher.settings());
  private final Telemetry telemetry = new Telemetry(outbox);
  private final List<String> arrived = new ArrayList<>();

  @BeforeEach
  void connect() {
    outbox.start();
    outbox.connected();
    telemetry.onAnnounced(announcement -> arrived.add(announcement.topic()));
  }

  @Test
  void many_go_out_a_few_at_a_time_in_order_and_hold_up_nothing() {
    List<String> topics = IntStream.range(0, 50).mapToObj(i -> "topic/" + i).toList();
    telemetry.announce(topics.stream().map(AnnouncementsTest::announcement).toList());
    assertThat(topics()).hasSize(20);

    telemetry.availability(BAY_1, true);
    assertThat(wire.documents()).contains(new Document.Availability(BAY_1, true));
    assertThat(topics()).hasSize(20);

    scheduler.advance(300);
    assertThat(topics()).isEqualTo(topics);
  }

  @Test
  void a_newer_one_takes_the_place_of_one_that_waits() {
    IntStream.range(0, 20).forEach(i -> telemetry.announce(List.of(announcement("topic/" + i))));
    telemetry.announce(List.of(announcement("late"), announcement("other"), clear("late")));

    scheduler.advance(300);

    assertThat(topics().subList(20, topics().size())).containsExactly("other", "late");
  }

  @Test
  void a_broker_that_forgot_is_told_again_what_is_announced_and_nothing_else() {
    telemetry.announce(List.of(announcement("kept"), announcement("taken back")));
    telemetry.announce(List.of(announcement("somebody else's"), clear("taken back")));
    telemetry.unannounce(List.of("somebody else's"));
    prove();
    wire.forget();

    outbox.disconnected();
    outbox.connected();

    assertThat(topics()).containsExactly("kept");
  }

  @Test
  void a_clearing_that_nobody_confirmed_is_sent_again() {
    telemetry.announce(List.of(clear("old")));
    outbox.disconnected();
    wire.forget();

    outbox.connected();
    assertThat(topics()).containsExactly("old");
    prove();
    assertThat(arrived).containsExactly("old");

    wire.forget();
    outbox.disconnected();
    outbox.connected();
    assertThat(topics()).isEmpty();
  }

  private void prove() {
    scheduler.advance(2_000);
    assertThat(wire.answer(outbox)).isCompletedWithValue(true);
  }

  private List<String> topics() {
    return wire.documents().stream()
        .filter(Document.Announcement.class::isInstance)
        .map(document -> ((Document.Announcement) document).topic())
        .toList();
  }

  private static Document.Announcement announcement(String topic) {
    return new Document.Announcement(topic, Optional.of(() -> Map.of("name", topic)));
  }

  private static Document.Announcement clear(String topic) {
    return new Document.Announcement(topic, Optional.empty());
  }
}
