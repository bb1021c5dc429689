package io.ampwire.app;

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
import io.ampwire.mqtt.ConnectionProblem;
import io.ampwire.mqtt.Topics;
import io.ampwire.telemetry.FanOutSink;
import io.ampwire.telemetry.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What comes from the broker, brought to the outbox or to the lane it is for. */
@ApplicationScoped
public class BrokerMessages implements BrokerEvents {
  private final Bridge bridge;
  private final Outbox outbox;
  private final Scheduler scheduler;
  private final Metrics metrics;
  private final BrokerProblemReporter problems;
  private final ShardLeaseHandler tenures;
  private final FanOutSink sink;
  private final Discovery discovery;

  BrokerMessages(
      Bridge bridge,
      Outbox outbox,
      Scheduler scheduler,
      Metrics metrics,
      BrokerProblemReporter problems,
      ShardLeaseHandler tenures,
      FanOutSink sink,
      Discovery discovery) {
    this.bridge = bridge;
    this.outbox = outbox;
    this.scheduler = scheduler;
    this.metrics = metrics;
    this.problems = problems;
    this.tenures = tenures;
    this.sink = sink;
    this.discovery = discovery;
  }

  @Override
  public void connected() {
    scheduler.execute(outbox::connected);
  }

  @Override
  public void disconnected() {
    scheduler.execute(outbox::disconnected);
  }

  @Override
  public void problem(ConnectionProblem problem) {
    // In the order in which it was told, so that its event waits for the next connection.
    scheduler.execute(
        () -> {
          if (!bridge.stopping()) {
            problems.problem(problem);
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
  public void command(Topics.CommandAddress address, byte[] payload, boolean retained) {
    Optional<ChargerLane> lane = bridge.fleet().lane(address.charger());
    if (lane.isEmpty() && !tenures.justLost(address.charger())) {
      metrics.ignoredMessage();
      return;
    }
    Command command =
        CommandParser.parse(
            address.name(), payload, retained, scheduler.nanos(), scheduler.wallMillis());
    Command asked = address.controller().map(command::from).orElse(command);
    lane.ifPresentOrElse(
        owner -> owner.command(asked), () -> sink.ack(address.charger(), disowned(asked)));
  }

  private Ack disowned(Command command) {
    Outcome refusal =
        Outcome.rejected(Code.NOT_OWNER, "this bridge just lost the charger; ask again");
    return new Ack(command.name(), command.id(), refusal, scheduler.wallMillis(), 0);
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
