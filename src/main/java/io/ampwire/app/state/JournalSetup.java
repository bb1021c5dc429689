package io.ampwire.app.state;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.app.monitoring.MetricNames;
import io.ampwire.journal.DataFolder;
import io.ampwire.journal.DocumentJournal;
import io.ampwire.journal.FailoverStore;
import io.ampwire.journal.JournalConfig;
import io.ampwire.journal.JournalOverflow;
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

/** Setup of the document journal: its thread, bounds, metrics and events. */
@ApplicationScoped
public class JournalSetup {
  private static final Logger LOG = Logger.getLogger(JournalSetup.class);

  /** Bound of documents in memory while the disk cannot be written. */
  private static final long MEMORY_BYTES = 16L << 20;

  private final DocumentJournal journal;
  private final DataFolder data;
  private final Scheduler scheduler;
  private final MeterRegistry registry;

  JournalSetup(
      AmpwireConfig config,
      DataFolder data,
      DocumentEncoder encoder,
      Scheduler scheduler,
      MeterRegistry registry) {
    this.data = data;
    this.scheduler = scheduler;
    this.registry = registry;
    JournalConfig settings = config.journal();
    JournalOverflow.Bounds bounds =
        new JournalOverflow.Bounds(settings.size().asLongValue(), settings.age(), MEMORY_BYTES);
    JournalOverflow.Clocks clocks =
        new JournalOverflow.Clocks(scheduler::wallMillis, scheduler::nanos);
    this.journal =
        new DocumentJournal(
            Executors.newSingleThreadScheduledExecutor(JournalSetup::thread),
            encoder,
            new FailoverStore.Place(data.path().resolve("backlog"), bounds, clocks));
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "journal");
    thread.setDaemon(true);
    return thread;
  }

  @Produces
  @Singleton
  Journal journal() {
    return journal;
  }

  /** Opens the file. Logs and publishes file problems and withheld documents. */
  public void open(Outbox outbox) {
    journal.open(
        (event, why) -> {
          LOG.warnf("%s %s", event, why);
          publish(outbox, event, Map.of("reason", why));
        });
    data.otherOwner()
        .ifPresent(other -> publish(outbox, "data_of_other_bridge", Map.of("bridge", other)));
    outbox.onWithheld(details -> LOG.warnf("document withheld, larger than allowed: %s", details));
    Gauge.builder(MetricNames.JOURNAL_DOCUMENTS, journal::waiting).register(registry);
    Gauge.builder(MetricNames.JOURNAL_BYTES, journal::bytes).register(registry);
    FunctionCounter.builder(MetricNames.JOURNAL_DROPPED, journal, DocumentJournal::dropped)
        .register(registry);
    FunctionCounter.builder(MetricNames.JOURNAL_REPLAYED, outbox, Outbox::replayed)
        .register(registry);
    FunctionCounter.builder(MetricNames.WITHHELD, outbox, Outbox::withheld).register(registry);
    Gauge.builder(MetricNames.JOURNAL_AGE, this::ageSeconds).register(registry);
  }

  /** Completes when all documents so far are on disk. */
  public CompletionStage<Void> close() {
    return journal.close();
  }

  private void publish(Outbox outbox, String event, Map<String, Object> details) {
    outbox.offer(new Document.BridgeEvent(event, scheduler.wallMillis(), details));
  }

  private double ageSeconds() {
    long oldest = journal.oldest();
    return oldest == Long.MAX_VALUE ? 0 : (scheduler.wallMillis() - oldest) / 1000.0;
  }
}
