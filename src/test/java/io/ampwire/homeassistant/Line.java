package io.ampwire.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.link.ManualScheduler;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.FakeJournal;
import io.ampwire.telemetry.Outbox;
import io.ampwire.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A connection to a broker that writes down what it is told. */
final class Line {
  private final ManualScheduler scheduler = new ManualScheduler();
  private final List<Document> sent = new ArrayList<>();
  private final Outbox outbox =
      new Outbox(
          document -> {
            sent.add(document);
            return CompletableFuture.completedFuture(null);
          },
          new FakeJournal(),
          scheduler,
          new Outbox.Settings("boot", "secret", 1_000_000_000L, 4_096));
  private final Telemetry telemetry = new Telemetry(outbox);

  Line() {
    outbox.start();
    outbox.connected();
  }

  ManualScheduler scheduler() {
    return scheduler;
  }

  Outbox outbox() {
    return outbox;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  /** Forgets what was sent so far. */
  void forget() {
    sent.clear();
  }

  /** Everything but marks. */
  List<Document> documents() {
    return sent.stream().filter(document -> !(document instanceof Document.Probe)).toList();
  }

  List<Document.Announcement> said(String topic) {
    return sent.stream()
        .filter(Document.Announcement.class::isInstance)
        .map(Document.Announcement.class::cast)
        .filter(announcement -> announcement.topic().equals(topic))
        .toList();
  }

  /** What was last announced there. */
  Map<String, Object> content(String topic) {
    List<Document.Announcement> said = said(topic);
    return said.get(said.size() - 1).content().orElseThrow().get();
  }

  /** The entities of the device as it was last announced there. */
  @SuppressWarnings("unchecked")
  Map<String, Object> components(String topic) {
    return (Map<String, Object>) content(topic).get("components");
  }

  /** The broker proves to have everything so far. */
  void prove() {
    scheduler.advance(2_000);
    Document.Probe mark =
        sent.stream()
            .filter(Document.Probe.class::isInstance)
            .map(Document.Probe.class::cast)
            .reduce((first, second) -> second)
            .orElseThrow();
    assertThat(outbox.returned(mark)).isTrue();
  }
}
