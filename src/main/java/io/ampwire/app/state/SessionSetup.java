package io.ampwire.app.state;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.app.monitoring.ChargerLog;
import io.ampwire.app.monitoring.LogDeduplicator;
import io.ampwire.charger.ChargerEvent;
import io.ampwire.journal.DataFolder;
import io.ampwire.journal.MinuteFiles;
import io.ampwire.journal.SessionJournal;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.session.ChargingSession;
import io.ampwire.session.SessionListener;
import io.ampwire.session.SessionTracker;
import io.ampwire.telemetry.RecentHistory;
import io.ampwire.telemetry.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** Setup of charging sessions and their history: the files, their thread, and who hears of them. */
@ApplicationScoped
public class SessionSetup {
  private static final Logger LOG = Logger.getLogger(SessionSetup.class);

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "history");
            thread.setDaemon(true);
            return thread;
          });
  private final LogDeduplicator repeats = new LogDeduplicator();
  private final SessionJournal sessions;
  private final MinuteFiles minutes;
  private final SessionTracker tracker;

  SessionSetup(
      AmpwireConfig config,
      DataFolder data,
      BridgeState state,
      Scheduler scheduler,
      ChargerLog log,
      RecentHistory recent,
      Telemetry telemetry) {
    this.sessions =
        new SessionJournal(
            new SessionJournal.Settings(
                data.path().resolve("history"),
                config.history().sessions(),
                state.intents().lastAlive().map(OptionalLong::of).orElse(OptionalLong.empty()),
                scheduler::wallMillis,
                scheduler::nanos),
            worker,
            this::trouble);
    this.minutes =
        new MinuteFiles(
            data.path().resolve("history").resolve("minutes"),
            config.history().minutes(),
            scheduler::wallMillis,
            worker,
            this::trouble);
    minutes.tidy();
    this.tracker =
        new SessionTracker(sessions, minutes, new Reports(log, recent, telemetry), scheduler);
  }

  @Produces
  @Singleton
  SessionTracker tracker() {
    return tracker;
  }

  /** Sessions that ended. */
  public SessionJournal sessions() {
    return sessions;
  }

  /** The minutes on disk. */
  public MinuteFiles minutes() {
    return minutes;
  }

  /** Completes when all sessions so far are on disk. */
  public CompletionStage<Void> close() {
    tracker.close();
    CompletionStage<Void> closed = sessions.close();
    worker.shutdown();
    return closed;
  }

  private void trouble(String what) {
    repeats.say(what, what, System.nanoTime()).ifPresent(LOG::error);
  }

  /** Receivers of sessions: the session document, and the event for everybody who has events. */
  private record Reports(ChargerLog log, RecentHistory recent, Telemetry telemetry)
      implements SessionListener {
    @Override
    public void session(ChargerId charger, ChargingSession session) {
      telemetry.session(charger, session);
    }

    @Override
    public void event(ChargerId charger, ChargerEvent event) {
      log.event(charger, event);
      recent.event(charger, event);
      telemetry.event(charger, event);
    }
  }
}
