package io.ampwire.app;

import io.ampwire.link.Scheduler;
import io.ampwire.mqtt.ConnectionProblem;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What is wrong with the connection to the broker, told once when it changes and again when it has
 * lasted: in the log, in readiness and, where there is a connection all the same, as an event.
 */
@ApplicationScoped
public class BrokerProblemReporter {
  private static final Logger LOG = Logger.getLogger(BrokerProblemReporter.class);
  private static final long AGAIN = 300_000_000_000L;

  private final Outbox outbox;
  private final Scheduler scheduler;
  private Optional<ConnectionProblem> current = Optional.empty();
  private boolean began;
  private long told;

  BrokerProblemReporter(Outbox outbox, Scheduler scheduler) {
    this.outbox = outbox;
    this.scheduler = scheduler;
  }

  synchronized void problem(ConnectionProblem problem) {
    boolean same = current.filter(problem::equals).isPresent();
    long now = scheduler.nanos();
    if (same && now - told < AGAIN) {
      return;
    }
    current = Optional.of(problem);
    told = now;
    LOG.warnf("broker %s: %s; trying again until it is over", problem.word(), problem.detail());
    if (problem.connected() && !same) {
      tell("broker_" + problem.word(), Map.of("message", problem.detail()));
    }
  }

  /** A probe came back as commands do. */
  synchronized void heard() {
    if (began && current.isEmpty()) {
      return;
    }
    LOG.info("broker connected, commands are heard");
    current.ifPresent(over -> tell("commands_heard", Map.of("after", over.word())));
    current = Optional.empty();
    began = true;
  }

  /** What is wrong now. */
  synchronized Optional<ConnectionProblem> current() {
    return current;
  }

  private void tell(String type, Map<String, Object> details) {
    outbox.offer(
        new Document.BridgeEvent(type, scheduler.wallMillis(), new LinkedHashMap<>(details)));
  }
}
