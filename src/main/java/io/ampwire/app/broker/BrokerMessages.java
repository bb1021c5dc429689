package io.ampwire.app.broker;

import io.ampwire.app.Bridge;
import io.ampwire.app.fleet.GroupLimitSetup;
import io.ampwire.app.fleet.ShardLeaseHandler;
import io.ampwire.app.monitoring.Metrics;
import io.ampwire.charger.ChargerLane;
import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.format.CommandParser;
import io.ampwire.format.ProbeText;
import io.ampwire.homeassistant.Discovery;
import io.ampwire.link.Scheduler;
import io.ampwire.mqtt.BrokerEvents;
import io.ampwire.mqtt.BrokerLimits;
import io.ampwire.mqtt.ConnectionProblem;
import io.ampwire.mqtt.ResponseTopics;
import io.ampwire.mqtt.Topics;
import io.ampwire.telemetry.FanOutSink;
import io.ampwire.telemetry.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Receiver of all messages from the broker. It passes probe messages to the outbox and commands to
 * the lanes.
 */
@ApplicationScoped
public class BrokerMessages implements BrokerEvents {
  private final Bridge bridge;
  private final Outbox outbox;
  private final Scheduler scheduler;
  private final Metrics metrics;
  private final BrokerProblemReporter problems;
  private final ShardLeaseHandler shardLeases;
  private final FanOutSink sink;
  private final Discovery discovery;
  private final ResponseTopics responseTopics;
  private final GroupLimitSetup groups;

  BrokerMessages(
      Bridge bridge,
      Outbox outbox,
      Scheduler scheduler,
      Metrics metrics,
      BrokerProblemReporter problems,
      ShardLeaseHandler shardLeases,
      FanOutSink sink,
      Discovery discovery,
      ResponseTopics responseTopics,
      GroupLimitSetup groups) {
    this.bridge = bridge;
    this.outbox = outbox;
    this.scheduler = scheduler;
    this.metrics = metrics;
    this.problems = problems;
    this.shardLeases = shardLeases;
    this.sink = sink;
    this.discovery = discovery;
    this.responseTopics = responseTopics;
    this.groups = groups;
  }

  @Override
  public void connected(BrokerLimits limits) {
    scheduler.execute(
        () -> {
          problems.connected(limits);
          outbox.maxPacket(limits.maxPacket());
          outbox.receiveMaximum(limits.receiveMaximum());
          outbox.connected();
          bridge.tellInfo();
          groups.repeat();
        });
  }

  @Override
  public void retainFlag(boolean shown) {
    scheduler.execute(
        () -> {
          problems.retainFlag(shown);
          bridge.tellInfo();
        });
  }

  @Override
  public void disconnected() {
    scheduler.execute(outbox::disconnected);
  }

  @Override
  public void problem(ConnectionProblem problem) {
    // Recorded in the order of arrival, so that its event waits for the next connection.
    scheduler.execute(
        () -> {
          if (!bridge.stopping()) {
            if (problems.problem(problem) && problem.connected()) {
              bridge.tellInfo();
            }
          }
        });
  }

  @Override
  public void loop(byte[] payload) {
    ProbeText.read(payload)
        .ifPresent(
            probe ->
                outbox
                    .returned(probe)
                    .thenAccept(
                        counts -> {
                          if (counts) {
                            problems.heard();
                          }
                        }));
  }

  @Override
  public void echo(byte[] payload) {
    ProbeText.read(payload).ifPresent(outbox::delivered);
  }

  @Override
  public void notTaken(String topic, String reason) {
    scheduler.execute(() -> problems.notTaken(topic, reason));
  }

  @Override
  public void command(Topics.CommandAddress address, BrokerEvents.CommandMessage message) {
    Optional<ChargerLane> lane = bridge.fleet().lane(address.charger());
    if (lane.isEmpty() && !shardLeases.justLost(address.charger())) {
      metrics.ignoredMessage();
      return;
    }
    Command command =
        CommandParser.parse(
            address.name(),
            message.payload(),
            message.retained(),
            scheduler.nanos(),
            scheduler.wallMillis());
    Command asked =
        responseTopics.apply(
            address.charger(),
            address.controller().map(command::from).orElse(command),
            message.properties(),
            problems::responseTopicIgnored);
    lane.ifPresentOrElse(
        owner -> owner.command(asked), () -> sink.ack(address.charger(), disowned(asked)));
  }

  private Ack disowned(Command command) {
    Outcome refusal =
        Outcome.rejected(Code.NOT_OWNER, "this bridge just lost the charger; ask again");
    return Ack.of(command, refusal, scheduler.wallMillis(), 0);
  }

  @Override
  public void limit(String group, BrokerEvents.CommandMessage message) {
    if (!groups.command(group, message)) {
      metrics.ignoredMessage();
    }
  }

  @Override
  public void heard(String topic, byte[] payload) {
    if (!groups.metered(topic, payload)) {
      metrics.ignoredMessage();
    }
  }

  @Override
  public void homeAssistantStarted() {
    discovery.homeAssistantStarted();
  }

  @Override
  public void ignored(String topic) {
    metrics.ignoredMessage();
  }
}
