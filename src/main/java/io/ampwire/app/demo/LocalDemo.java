package io.ampwire.app.demo;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.demo.DemoBroker;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.SimulatedCharger;
import io.quarkus.arc.properties.UnlessBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * The demo's broker and simulated chargers, run inside this process. They start before the bridge
 * and stop after it. A native executable does not contain them.
 */
@ApplicationScoped
@UnlessBuildProperty(name = Demo.NATIVE, stringValue = "true", enableIfMissing = true)
public class LocalDemo implements Demo {
  private static final int FIRST = 1;
  private static final int LAST = Integer.MAX_VALUE;

  private final AmpwireConfig config;
  private final Vertx vertx;
  private DemoBroker broker;
  private DemoFleet fleet;
  private int port;

  LocalDemo(AmpwireConfig config, Vertx vertx) {
    this.config = config;
    this.vertx = vertx;
  }

  void start(@Observes @Priority(FIRST) StartupEvent event) {
    if (config.demo()) {
      broker = new DemoBroker();
      port = broker.start(config.demoMqttPort());
      fleet = DemoFleet.ofThree(vertx);
      fleet.start().toCompletionStage().toCompletableFuture().join();
    }
  }

  void stop(@Observes @Priority(LAST) ShutdownEvent event) {
    if (fleet != null) {
      fleet.stop().toCompletionStage().toCompletableFuture().join();
      broker.stop();
    }
  }

  @Override
  public int brokerPort() {
    return port;
  }

  @Override
  public String inventory() {
    StringBuilder yaml =
        new StringBuilder(
            "defaults: { accept-reference: EVB3S22N40M, poll: "
                + config.demoPoll().toMillis()
                + "ms }\nchargers:\n");
    List<SimulatedCharger> chargers = fleet.chargers();
    for (SimulatedCharger charger : chargers) {
      yaml.append("  - id: ").append(charger.id()).append('\n');
      yaml.append("    host: ").append(charger.host()).append('\n');
      yaml.append("    port: ").append(charger.port()).append('\n');
      yaml.append("    max-current: 32\n");
    }
    return yaml.toString();
  }
}
