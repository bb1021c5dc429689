package io.ampwire.app.console;

import io.ampwire.app.Bridge;
import io.ampwire.app.broker.BrokerProblemReporter;
import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.format.BridgeJson;
import io.ampwire.http.BridgeView;
import io.ampwire.link.Scheduler;
import io.ampwire.mqtt.BrokerSettings;
import io.ampwire.mqtt.ConnectionProblem;
import io.ampwire.telemetry.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** View of the bridge itself for the API: what an operator asks first. */
@ApplicationScoped
public class BridgeStatusView implements BridgeView {
  /** Three probe messages, ns. */
  private static final long SILENT = 6_000_000_000L;

  private final Bridge bridge;
  private final Outbox outbox;
  private final BrokerProblemReporter problems;
  private final BrokerSettings broker;
  private final AmpwireConfig config;
  private final Scheduler clock;
  private final String version;

  BridgeStatusView(
      Bridge bridge,
      Outbox outbox,
      BrokerProblemReporter problems,
      BrokerSettings broker,
      AmpwireConfig config,
      Scheduler clock,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.bridge = bridge;
    this.outbox = outbox;
    this.problems = problems;
    this.broker = broker;
    this.config = config;
    this.clock = clock;
    this.version = version;
  }

  @Override
  public byte[] bridge() {
    return BridgeJson.write(
        new BridgeJson.Status(
            config.bridgeId(),
            version,
            config.demo(),
            clock.wallMillis(),
            new BridgeJson.Broker(
                broker.toString(), link(), problems.current().map(ConnectionProblem::detail)),
            bridge.fleet().chargers().size(),
            Math.toIntExact(bridge.fleet().online()),
            bridge.inventory().groups()));
  }

  private BridgeJson.Link link() {
    if (outbox.connectedSince().isEmpty()) {
      return BridgeJson.Link.DISCONNECTED;
    }
    return outbox.silent(SILENT) ? BridgeJson.Link.SILENT : BridgeJson.Link.CONNECTED;
  }
}
