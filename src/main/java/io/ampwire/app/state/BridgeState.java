package io.ampwire.app.state;

import io.ampwire.app.monitoring.LogDeduplicator;
import io.ampwire.control.Audit;
import io.ampwire.format.AuditJson;
import io.ampwire.format.RecentHistoryJson;
import io.ampwire.homeassistant.AnnouncedTopics;
import io.ampwire.journal.AuditLog;
import io.ampwire.journal.BaselineStore;
import io.ampwire.journal.DataFolder;
import io.ampwire.journal.EventFile;
import io.ampwire.journal.IntentStore;
import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.RecentHistory;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Persistent state besides telemetry: intents, audit, groups and the announcements to Home
 * Assistant. One dedicated thread writes it.
 */
@ApplicationScoped
public class BridgeState {
  private static final Logger LOG = Logger.getLogger(BridgeState.class);
  private static final AuditLog.Limits LIMITS = new AuditLog.Limits(10L << 20, 10);
  private static final long ALIVE_SECONDS = 5;
  private static final long EVENTS_BYTES = 1L << 20;

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "state-files");
            thread.setDaemon(true);
            return thread;
          });
  private final IntentStore intents;
  private final BaselineStore baselines;
  private final AnnouncedTopics announced;
  private final Audit audit;
  private final EventFile events;
  private final LogDeduplicator repeats = new LogDeduplicator();

  BridgeState(DataFolder folder) {
    Path data = folder.path();
    this.intents =
        new IntentStore(data.resolve("intents"), worker, System::currentTimeMillis, this::trouble);
    this.baselines = new BaselineStore(data.resolve("firmware"), worker, this::trouble);
    this.announced = new AnnouncedTopics(data.resolve("homeassistant"), worker, this::trouble);
    this.audit = new AuditLog(data, worker, new Lines(), LIMITS, this::trouble);
    this.events =
        new EventFile(
            data,
            worker,
            EVENTS_BYTES,
            RecentHistory.LATELY,
            line -> RecentHistoryJson.charger(line).isPresent(),
            this::trouble);
    worker.scheduleWithFixedDelay(intents::alive, ALIVE_SECONDS, ALIVE_SECONDS, TimeUnit.SECONDS);
  }

  public IntentStore intents() {
    return intents;
  }

  /** Firmware on which each charger's map holds. */
  public BaselineStore baselines() {
    return baselines;
  }

  /** The discovery topics that hold an announcement to Home Assistant. */
  public AnnouncedTopics announced() {
    return announced;
  }

  public Audit audit() {
    return audit;
  }

  /** Recent events of this run and of earlier ones. */
  public EventFile events() {
    return events;
  }

  /** Completes when all state so far is on disk. */
  public CompletionStage<Void> close() {
    intents.alive();
    CompletableFuture<Void> written = new CompletableFuture<>();
    worker.execute(() -> written.complete(null));
    worker.shutdown();
    return written;
  }

  private void trouble(String what) {
    repeats.say(what, what, System.nanoTime()).ifPresent(LOG::error);
  }

  /** Encoder of audit lines as JSON. */
  private static final class Lines implements AuditLog.Encoder {
    @Override
    public String write(ChargerId charger, Audit.Write write) {
      return AuditJson.write(charger, write);
    }

    @Override
    public String lifebits(ChargerId charger, Audit.Lifebits lifebits) {
      return AuditJson.lifebits(charger, lifebits);
    }
  }
}
