package io.ampwire.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.link.ManualScheduler;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.FakeJournal;
import io.ampwire.telemetry.InlineScheduler;
import io.ampwire.telemetry.Outbox;
import io.ampwire.telemetry.Publisher;
import io.ampwire.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connection to a broker that writes down what it is told. */
final class Line {
  private final ManualScheduler scheduler = new ManualScheduler();
  private final List<Document> sent = new ArrayList<>();
  private final List<Document.Probe> unanswered = new ArrayList<>();
  private final Outbox outbox =
      new Outbox(
          this::packet,
          new FakeJournal(),
          new InlineScheduler(scheduler),
          new Outbox.Settings("boot", new Random(1), 1_000_000_000L, 4_096));
  private final Telemetry telemetry = new Telemetry(outbox);

  Line() {
    outbox.start();
    outbox.connected();
  }

  private Publisher.Packet packet(Document document) {
    return new Publisher.Packet() {
      @Override
      public String topic() {
        return document.subject();
      }

      @Override
      public int bytes() {
        return 100;
      }

      @Override
      public CompletionStage<Void> send() {
        sent.add(document);
        if (document instanceof Document.Probe probe) {
          unanswered.add(probe);
        }
        return CompletableFuture.completedFuture(null);
      }
    };
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

  /** Everything but probes. */
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
    CompletionStage<Boolean> last = CompletableFuture.completedFuture(false);
    for (Document.Probe probe : List.copyOf(unanswered)) {
      unanswered.remove(probe);
      last = outbox.returned(probe);
    }
    assertThat(last).isCompletedWithValue(true);
  }
}
