package io.ampwire.app.demo;

import io.ampwire.app.config.AmpwireConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Start message of the demo: commands to try, with the ports that are in use. */
@ApplicationScoped
public class Welcome {
  private static final int LAST = 5_000;

  private final AmpwireConfig config;
  private final Demo demo;
  private final int console;

  Welcome(
      AmpwireConfig config, Demo demo, @ConfigProperty(name = "quarkus.http.port") int console) {
    this.config = config;
    this.demo = demo;
    this.console = console;
  }

  void say(@Observes @Priority(LAST) StartupEvent event) {
    if (!config.demo()) {
      return;
    }
    String root = config.baseTopic() + "/" + config.bridgeId();
    int port = demo.brokerPort();
    System.out.println();
    if (port != config.demoMqttPort()) {
      String moved =
          DemoSettings.moved(
              "the demo's broker", config.demoMqttPort(), port, "AMPWIRE_DEMO_MQTT_PORT");
      System.out.println("  " + moved);
    }
    DemoSettings.moves().forEach(line -> System.out.println("  " + line));
    System.out.printf(
        "  Three simulated chargers are being polled. Now try:%n"
            + "    open   http://localhost:%d%n"
            + "    watch  mosquitto_sub -p %d -v -t '%s/+/state' -t '%s/+/ack/+'%n"
            + "    limit  mosquitto_pub -p %d -t %s/bay-01/cmd/set_point -m 10%n%n",
        console, port, root, root, port, root);
  }
}
