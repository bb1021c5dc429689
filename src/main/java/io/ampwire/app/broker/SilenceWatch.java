package io.ampwire.app.broker;

import io.ampwire.link.Scheduler;
import io.ampwire.mqtt.BrokerSession;
import io.ampwire.mqtt.ConnectionProblem;
import io.ampwire.telemetry.Outbox;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Watchdog of the broker connection. It replaces a connection that is up but returns no probe
 * message, because the broker hangs, the connection is half open, or messages do not arrive.
 */
@ApplicationScoped
public class SilenceWatch {
  private static final long EACH = 500_000_000L;
  private static final long PATIENCE = 10_000_000_000L;

  private final Outbox outbox;
  private final BrokerSession session;
  private final BrokerProblemReporter problems;
  private final Scheduler scheduler;

  SilenceWatch(
      Outbox outbox, BrokerSession session, BrokerProblemReporter problems, Scheduler scheduler) {
    this.outbox = outbox;
    this.session = session;
    this.problems = problems;
    this.scheduler = scheduler;
  }

  void start(@Observes StartupEvent event) {
    scheduler.after(EACH, this::look);
  }

  private void look() {
    if (outbox.silent(PATIENCE)) {
      problems.problem(
          new ConnectionProblem(ConnectionProblem.Kind.SILENT, "nothing came back for 10 s"));
      outbox.disconnected();
      session.replace();
    }
    scheduler.after(EACH, this::look);
  }
}
