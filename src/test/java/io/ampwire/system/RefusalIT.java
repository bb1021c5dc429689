package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.VirtualCharger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the bridge does not start with: it says everything that is wrong and ends with 2. */
class RefusalIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int WRONG_CONFIGURATION = 2;

  @RegisterExtension final Rig rig = new Rig();

  private String refused(BridgeProcess bridge, String... arguments) {
    bridge.start(arguments);
    assertThat(bridge.exitCode(SOON)).as(bridge.log()).isEqualTo(WRONG_CONFIGURATION);
    String log = bridge.log();
    assertThat(log).doesNotContain("\tat ");
    return log;
  }

  @Test
  void withoutChargersItSaysWhatToSet() {
    String log = refused(rig.bridge());

    assertThat(log).contains("AMPWIRE_CHARGERS", "AMPWIRE_INVENTORY", "demo");
    System.out.println("lifecycle: " + log);
  }

  /** One variable is a whole configuration; port and map have their defaults. */
  @Test
  void whatItSaysToSetIsEnough() {
    Vertx vertx = Vertx.vertx();
    rig.keep(() -> get(vertx.close()));
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    // Not everybody may listen on port 502.
    String address = get(charger(vertx, 502).recover(denied -> charger(vertx, 0)));

    rig.bridge(broker)
        .installed(
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath(),
            List.of("env", "AMPWIRE_CHARGERS=garage@" + address))
        .start();

    subscriber.await1("ampwire/bridge/garage/status", "online");
    subscriber.awaitJson(
        "ampwire/bridge/garage/state", state -> state.get("voltage_phase_1").isNumber());
    JsonNode meta = subscriber.awaitJson("ampwire/bridge/garage/meta", any -> true);
    assertThat(meta.at("/map/id").asText()).isEqualTo("schneider-evlink-pro-ac");
    assertThat(meta.at("/control/mode").asText()).as("nobody set max-current").isEqualTo("none");
  }

  private static Future<String> charger(Vertx vertx, int port) {
    String host = "127.77.3.1";
    VirtualCharger charger = new VirtualCharger(ChargerOptions.threePhase("garage"));
    return new ModbusServer(vertx, host, port, charger, ServerOptions.defaults())
        .start()
        .map(actual -> port == 502 ? host : host + ":" + actual);
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** FAULTS S15. */
  @Test
  void aBrokenInventoryIsRefusedWithAllItsFaults() {
    BridgeProcess bridge =
        rig.bridge()
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                """
                chargers:
                  - id: Bay 1
                    host: 192.0.2.11
                  - id: bay-02
                    hots: 192.0.2.12
                  - id: bay-03
                    host: 192.0.2.13
                    port: 99999
                    max-current: 4000
                """);

    String log = refused(bridge);

    assertThat(log)
        .contains("inventory.yaml:2", "inventory.yaml:5", "inventory.yaml:8", "inventory.yaml:9")
        .contains("chargers.0.id", "hots", "chargers.2.port", "chargers.2.max-current");
    System.out.println("lifecycle: " + log);
  }

  /** FAULTS D08. */
  @Test
  void aBrokenMapIsRefusedWithAllItsFaultsAndThoseOfTheInventory() {
    BridgeProcess bridge =
        rig.bridge()
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                "chargers: [{id: bay-01, host: 127.0.0.1, map: odd, port: 99999}]")
            .file("ampwire.maps", "maps/odd.yaml", "schema: 1\nid: Odd One\ntitel: x\n");
    bridge.set("ampwire.maps", bridge.folder().resolve("maps").toString());

    String log = refused(bridge);

    assertThat(log)
        .contains("odd.yaml:2", "odd.yaml:3", "titel", "points", "chargers.0.port")
        .doesNotContain("there is no map");
    System.out.println("lifecycle: " + log);
  }

  /** FAULTS S15. */
  @Test
  void faultsOfSeveralKindsAreToldAtOnce() {
    BridgeProcess bridge =
        rig.bridge()
            .set("ampwire.bridge-id", "No/Good")
            .set("ampwire.base-topic", "a/#")
            .set("ampwire.mqtt.url", "http://127.0.0.1")
            .set("ampwire.mqtt.profile", "aws")
            .set("ampwire.chargers", "bay-01:192.0.2.1")
            .set("ampwire.console.control", "true")
            .file("ampwire.http.token-file", "tokens", "# readers\nbob too-short\n");

    assertThat(refused(bridge))
        .contains("ampwire.bridge-id", "ampwire.base-topic", "ampwire.mqtt", "ampwire.chargers")
        .contains("ampwire.mqtt.profile: must be generic or aws-iot-core, not 'aws'")
        .contains("ampwire.http.token-file: ", "tokens line 2: a token has at least 16")
        .contains("ampwire.console.control: commands need a token")
        .doesNotContain("too-short");
  }

  @Test
  void aValueOfTheWrongTypeIsRefused() {
    BridgeProcess bridge =
        rig.bridge().set("ampwire.chargers", "bay@127.0.0.1").set("ampwire.demo.mqtt-port", "abc");

    bridge.start();

    assertThat(bridge.exitCode(SOON)).isEqualTo(WRONG_CONFIGURATION);
    assertThat(bridge.log()).contains("ampwire.demo.mqtt-port");
  }

  /** FAULTS S15. */
  @Test
  void anUnknownKeyIsRefused() {
    BridgeProcess bridge =
        rig.bridge().set("ampwire.chargers", "bay-01@127.0.0.1").set("ampwire.inventroy", "x");

    assertThat(refused(bridge)).contains("ampwire.inventroy");
  }

  /** FAULTS S15. */
  @Test
  void aBrokerBeyondThisMachineWantsEncryption() {
    BridgeProcess bridge =
        rig.bridge()
            .set("ampwire.chargers", "bay-01@127.0.0.1")
            .set("ampwire.mqtt.url", "mqtt://192.0.2.1:1883")
            .set("ampwire.mqtt.profile", "aws-iot-core")
            .set("ampwire.base-topic", "dt/site/de/north/1");

    assertThat(refused(bridge))
        .contains("192.0.2.1", "ampwire.mqtt.allow-plaintext")
        .contains("aws-iot-core takes 8 in a topic, so use at most 4");
  }

  @Test
  void anEncryptedBrokerBeyondThisMachineWantsToKnowWhoWeAre() {
    BridgeProcess bridge =
        rig.bridge()
            .set("ampwire.chargers", "bay-01@127.0.0.1")
            .set("ampwire.mqtt.url", "mqtts://192.0.2.1");

    assertThat(refused(bridge)).contains("192.0.2.1", "anonymous", "ampwire.mqtt.username");
  }

  @Test
  void everythingUnsafeIsToldAtOnceAndNoSecretWithIt() {
    String secret = "correct-horse-4711";
    BridgeProcess bridge =
        rig.bridge()
            .set("ampwire.chargers", "bay-01@127.0.0.1")
            .set("ampwire.mqtt.url", "mqtts://me:" + secret + "@192.0.2.1")
            .set("ampwire.mqtt.password", secret)
            .set("quarkus.tls.trust-all", "true")
            .set("quarkus.tls.ampwire-mqtt.hostname-verification-algorithm", "NONE")
            .set("mp.messaging.outgoing.telemetry.password", secret);

    String log = refused(bridge);

    assertThat(log)
        .contains("ampwire.mqtt.url: a URL with a password in it")
        .contains("ampwire.mqtt.password: unknown key")
        .contains("quarkus.tls.trust-all: trusts every server")
        .contains("quarkus.tls.ampwire-mqtt.hostname-verification-algorithm: accepts a certificate")
        .contains("mp.messaging.outgoing.telemetry.password: a secret in clear")
        .doesNotContain(secret);
    System.out.println("lifecycle: " + log);
  }

  @Test
  void whatIsWrongWithCertificatesAndPasswordsIsToldAtOnce() {
    BridgeProcess bridge =
        rig.bridge()
            .set("ampwire.chargers", "bay-01@127.0.0.1")
            .set("ampwire.mqtt.url", "mqtt://127.0.0.1:1883")
            .set("ampwire.mqtt.password-file", "nowhere.txt")
            .set("ampwire.mqtt.tls.key-file", "nowhere.key")
            .file("ampwire.mqtt.tls.ca-file", "ca.pem", "no certificate\n");

    String log = refused(bridge);

    assertThat(log)
        .contains("ampwire.mqtt.password-file: nowhere.txt cannot be read")
        .contains("ampwire.mqtt.password-file: needs ampwire.mqtt.username")
        .contains("ampwire.mqtt.tls.key-file: nowhere.key cannot be read")
        .contains("ampwire.mqtt.tls.key-file: needs ampwire.mqtt.tls.certificate-file")
        .contains("ampwire.mqtt.tls.ca-file: ")
        .contains("ca.pem")
        .contains("ampwire.mqtt.url does not begin with mqtts://");
    System.out.println("lifecycle: " + log);
  }

  @Test
  void anUnknownCommandIsWrongUsage() {
    assertThat(refused(rig.bridge(), "frobnicate")).contains("frobnicate", "usage");
  }
}
