package io.ampwire.app.broker;

import io.ampwire.app.monitoring.LogDeduplicator;
import io.ampwire.link.Scheduler;
import io.ampwire.mqtt.BrokerLimits;
import io.ampwire.mqtt.ConnectionProblem;
import io.ampwire.mqtt.ProtocolVersion;
import io.ampwire.telemetry.BridgeInfo;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reporter of problems with the broker: in the log, in readiness, in the info document and, while a
 * connection exists, as events. It reports a problem once when it begins and again every five
 * minutes while it lasts.
 */
@ApplicationScoped
public class BrokerProblemReporter {
  private static final Logger LOG = Logger.getLogger(BrokerProblemReporter.class);
  private static final long AGAIN = 300_000_000_000L;
  private static final int MOST_TOPICS = 1_000;
  private static final int LONGEST_TOPIC = 128;

  private final Outbox outbox;
  private final Scheduler scheduler;
  private final Map<String, String> undelivered = new LinkedHashMap<>();
  private final LogDeduplicator repeats = new LogDeduplicator();
  private Optional<ConnectionProblem> current = Optional.empty();
  private Optional<ConnectionProblem> last = Optional.empty();
  private Optional<BrokerLimits> limits = Optional.empty();
  private Optional<Boolean> retainFlag = Optional.empty();
  private boolean began;
  private long reportedAt;

  BrokerProblemReporter(Outbox outbox, Scheduler scheduler) {
    this.outbox = outbox;
    this.scheduler = scheduler;
    outbox.onWithheld(details -> withheld(String.valueOf(details.get("topic"))));
  }

  /** Records a problem; returns whether it is new. */
  synchronized boolean problem(ConnectionProblem problem) {
    last = Optional.of(problem);
    boolean same = current.filter(problem::equals).isPresent();
    long now = scheduler.nanos();
    if (same && now - reportedAt < AGAIN) {
      return false;
    }
    current = Optional.of(problem);
    reportedAt = now;
    LOG.warnf("broker %s: %s; retrying", problem.word(), problem.detail());
    if (problem.connected() && !same) {
      publish("broker_" + problem.word(), Map.of("message", problem.detail()));
    }
    return !same;
  }

  /** Records a new connection. It may accept what the previous connection refused. */
  synchronized void connected(BrokerLimits fresh) {
    if (limits.filter(fresh::equals).isEmpty()) {
      LOG.infof(
          "broker speaks MQTT %s, %s, receive maximum %d%s%s%s",
          fresh.version().label(),
          fresh.limitsPackets()
              ? "packets up to " + fresh.maxPacket() + " bytes"
              : "no packet limit",
          fresh.receiveMaximum(),
          fresh.maximumQos() == 0 ? ", QoS 0 only" : "",
          fresh.retainAvailable() ? "" : ", no retained messages",
          fresh.wildcardAvailable() ? "" : ", no wildcard subscriptions");
    }
    limits = Optional.of(fresh);
    undelivered.clear();
  }

  /** Records whether a retained message arrives with its retain flag when it is live. */
  synchronized void retainFlag(boolean shown) {
    retainFlag = Optional.of(shown);
    if (!shown) {
      LOG.warn(
          "the broker removes the retain flag of live messages although the subscription asks for"
              + " it; a retained command is refused only once it is stored, so publish commands"
              + " without the retain flag");
    }
  }

  /** Records that the outbox withholds documents on that topic; the outbox reports them itself. */
  private synchronized void withheld(String topic) {
    if (undelivered.size() < MOST_TOPICS) {
      undelivered.putIfAbsent(topic, "larger than the broker accepts");
    }
  }

  /** Records that the broker answered a publish with a failure. */
  synchronized void notTaken(String topic, String reason) {
    undelivered("broker_not_taken", topic, reason, Map.of("reason", reason));
  }

  private void undelivered(String type, String topic, String why, Map<String, Object> details) {
    boolean known = undelivered.containsKey(topic);
    if (known || undelivered.size() >= MOST_TOPICS) {
      return;
    }
    undelivered.put(topic, why);
    LOG.warnf("%s topic=%s: %s", type, topic, why);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("topic", topic);
    all.putAll(details);
    publish(type, all);
  }

  /**
   * Reports a command whose response topic is not allowed; its answer goes to the ack topic only.
   */
  void responseTopicIgnored(String topic) {
    repeats
        .say(
            "response topic",
            "response topic \"%s\" is not within ampwire.command.response-topics; answering on ack only"
                .formatted(printable(topic)),
            scheduler.nanos())
        .ifPresent(LOG::warn);
  }

  private static String printable(String topic) {
    String shown = topic.substring(0, Math.min(topic.length(), LONGEST_TOPIC));
    return shown.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\"]", "?");
  }

  /** Records that a probe message returned through the subscription for commands. */
  synchronized void heard() {
    if (began && current.isEmpty()) {
      return;
    }
    LOG.info("broker connected, receiving commands");
    current.ifPresent(
        over -> publish("commands_heard", Map.of("after", over.word(), "message", over.detail())));
    current = Optional.empty();
    began = true;
  }

  /** The current problem, if there is one. */
  public synchronized Optional<ConnectionProblem> current() {
    return current;
  }

  /** The number of topics with a document that the broker does not accept. */
  public synchronized int undelivered() {
    return undelivered.size();
  }

  /** The connection in use, for the info document. */
  public synchronized Optional<BridgeInfo.Broker> inUse() {
    return limits.map(
        known ->
            new BridgeInfo.Broker(
                known.version().label(),
                known.limitsPackets() ? Optional.of(known.maxPacket()) : Optional.empty(),
                known.receiveMaximum(),
                known.retainAvailable(),
                known.wildcardAvailable(),
                retainFlag.filter(shown -> known.version() == ProtocolVersion.MQTT_5),
                last.map(ConnectionProblem::detail)));
  }

  private void publish(String type, Map<String, Object> details) {
    outbox.offer(
        new Document.BridgeEvent(type, scheduler.wallMillis(), new LinkedHashMap<>(details)));
  }
}
