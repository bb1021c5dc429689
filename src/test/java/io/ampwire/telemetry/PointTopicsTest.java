package io.ampwire.telemetry;

import static io.ampwire.telemetry.RecordingPublisher.BAY_1;
import static io.ampwire.telemetry.RecordingPublisher.BAY_2;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.link.ManualScheduler;
import io.ampwire.map.Evlink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PointTopicsTest {
  private static final int ALL = Evlink.MAP.points().size();
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final ReportPolicy POINTS =
      new ReportPolicy(Duration.ZERO, Map.of(), Duration.ofSeconds(60), true, false);

  private final RecordingPublisher wire = new RecordingPublisher();
  private final Outbox outbox =
      new Outbox(
          wire,
          new FakeJournal(),
          new InlineScheduler(new ManualScheduler()),
          RecordingPublisher.settings());
  private final Telemetry telemetry = new Telemetry(outbox);
  private final Polls polls = new Polls();

  @BeforeEach
  void connect() {
    outbox.connected();
    telemetry.policy(BAY_1, POINTS, POLL);
  }

  @Test
  void the_first_poll_tells_all_points_and_later_ones_what_changed() {
    telemetry.state(BAY_1, polls.next());
    assertThat(values()).hasSize(ALL);
    wire.forget();
    polls.reads("set_point", new Reading.Whole(16));
    telemetry.state(BAY_1, polls.next());
    telemetry.state(BAY_1, polls.next());
    assertThat(values())
        .containsExactly(new Document.PointValue(BAY_1, "set_point", new Reading.Whole(16)));
  }

  @Test
  void a_value_that_goes_away_is_told_once_whatever_the_reason() {
    telemetry.state(BAY_1, polls.next());
    wire.forget();
    polls.reads("frequence", new Reading.Implausible("1e38 Hz"));
    telemetry.state(BAY_1, polls.next());
    polls.reads("frequence", Reading.NOT_READ);
    telemetry.state(BAY_1, polls.next());
    assertThat(values()).hasSize(1);
    assertThat(values().get(0).reading().isValue()).isFalse();
  }

  @Test
  void a_charger_that_goes_offline_leaves_no_value_behind() {
    telemetry.state(BAY_1, polls.next());
    wire.forget();
    polls.nothing();
    telemetry.state(BAY_1, polls.next());
    assertThat(values()).hasSize(ALL).allMatch(value -> !value.reading().isValue());
  }

  @Test
  void while_the_broker_is_away_only_the_newest_value_of_each_point_is_kept() {
    outbox.disconnected();
    for (int i = 0; i < 500; i++) {
      polls.reads("set_point", new Reading.Whole(i));
      telemetry.state(BAY_1, polls.next());
    }
    telemetry.availability(BAY_1, true);
    wire.forget();
    outbox.connected();
    assertThat(values()).hasSize(ALL);
    assertThat(values())
        .contains(new Document.PointValue(BAY_1, "set_point", new Reading.Whole(499)));
    assertThat(wire.documents()).contains(new Document.Availability(BAY_1, true));
  }

  /** FAULTS M03. */
  @Test
  void a_broker_that_forgot_is_told_again() {
    telemetry.state(BAY_1, polls.next());
    wire.forget();
    telemetry.repeat();
    assertThat(values()).hasSize(ALL);
  }

  @Test
  void every_point_is_cleared_when_the_charger_leaves() {
    telemetry.state(BAY_1, polls.next());
    outbox.disconnected();
    polls.reads("set_point", new Reading.Whole(16));
    telemetry.state(BAY_1, polls.next());
    wire.forget();
    telemetry.removed(BAY_1);
    outbox.connected();
    telemetry.repeat();
    assertThat(values()).hasSize(ALL).allMatch(value -> !value.reading().isValue());
  }

  @Test
  void every_point_is_cleared_when_the_setting_goes_and_none_is_told_any_more() {
    telemetry.state(BAY_1, polls.next());
    wire.forget();
    telemetry.policy(BAY_1, ReportPolicy.DEFAULT, POLL);
    telemetry.state(BAY_1, polls.next());
    assertThat(values()).hasSize(ALL).allMatch(value -> !value.reading().isValue());
  }

  @Test
  void an_edit_that_leaves_the_setting_tells_nothing_twice() {
    telemetry.state(BAY_1, polls.next());
    wire.forget();
    telemetry.policy(BAY_1, POINTS, POLL);
    telemetry.state(BAY_1, polls.next());
    assertThat(values()).isEmpty();
  }

  @Test
  void chargers_without_the_setting_have_no_point_topics() {
    telemetry.state(BAY_2, polls.next());
    assertThat(values()).isEmpty();
  }

  private List<Document.PointValue> values() {
    return wire.documents().stream()
        .filter(Document.PointValue.class::isInstance)
        .map(Document.PointValue.class::cast)
        .toList();
  }
}
