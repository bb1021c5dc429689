package io.ampwire.app;

import io.ampwire.journal.Bounds;
import io.ampwire.journal.DocumentJournal;
import io.ampwire.journal.FailoverStore;
import io.ampwire.link.Scheduler;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.DocumentEncoder;
import io.ampwire.telemetry.Journal;
import io.ampwire.telemetry.Outbox;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** The journal of documents: its thread, its bounds, and what is told of it. */
@ApplicationScoped
public class Backlog {
  private static final Logger LOG = Logger.getLogger(Backlog.class);

  /** While the disk cannot be written. */
  private static final long MEMORY_BYTES = 16L << 20;

  private final DocumentJournal journal;
  private final Scheduler scheduler;
  private final MeterRegistry registry;

  Backlog(
      AmpwireConfig config, DocumentEncoder encoder, Scheduler scheduler, MeterRegistry registry) {
    this.scheduler = scheduler;
    this.registry = registry;
    AmpwireConfig.Journal settings = config.journal();
    Bounds bounds = new Bounds(settings.size().asLongValue(), settings.age(), MEMORY_BYTES);
    this.journal =
        new DocumentJournal(
            Executors.newSingleThreadScheduledExecutor(Backlog::thread),
            encoder,
            new FailoverStore.Place(
                config.dataDir().resolve("backlog"), bounds, scheduler::wallMillis));
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "backlog");
    thread.setDaemon(true);
    return thread;
  }

  @Produces
  @Singleton
  Journal journal() {
    return journal;
  }

  /** Opens the file, and tells the outbox's readers when there is trouble with it. */
  void open(Outbox outbox) {
    journal.open(
        (event, why) -> {
          LOG.warnf("%s %s", event, why);
          outbox.offer(
              new Document.BridgeEvent(event, scheduler.wallMillis(), Map.of("reason", why)));
        });
    Gauge.builder(MetricNames.JOURNAL_DOCUMENTS, journal::waiting).register(registry);
    Gauge.builder(MetricNames.JOURNAL_BYTES, journal::bytes).register(registry);
    FunctionCounter.builder(MetricNames.JOURNAL_DROPPED, journal, DocumentJournal::dropped)
        .register(registry);
    FunctionCounter.builder(MetricNames.JOURNAL_REPLAYED, outbox, Outbox::replayed)
        .register(registry);
    Gauge.builder(MetricNames.JOURNAL_AGE, this::ageSeconds).register(registry);
  }

  /** Completes when everything so far is on disk. */
  CompletionStage<Void> close() {
    return journal.close();
  }

  private double ageSeconds() {
    long oldest = journal.oldest();
    return oldest == Long.MAX_VALUE ? 0 : (scheduler.wallMillis() - oldest) / 1000.0;
  }
}
