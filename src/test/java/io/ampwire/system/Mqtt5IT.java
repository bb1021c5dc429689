package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.faults.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MQTT 5 as two brokers and mosquitto's clients see it: properties, response topics, expiry,
 * limits.
 */
class Mqtt5IT {
  private static final String ROOT = "ampwire/bridge/";
  private static final String COMMAND = ROOT + "bay-01/cmd/set_point";
  private static final String ACK = ROOT + "bay-01/ack/set_point";

  @RegisterExtension final Rig rig = new Rig();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private FaultProxy line;
  private J2modServer server;
  private BridgeProcess bridge;

  @BeforeEach
  void aChargerABrokerAndABridgeThatAreNotStartedYet() {
    server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    line = rig.keep(new FaultProxy("127.0.0.1", server.port()));
    bridge =
        rig.bridge()
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                "chargers: [{id: bay-01, host: 127.0.0.1, port: %d, max-current: 32, timeout: 6s}]"
                    .formatted(line.port()));
  }

  private static ConditionFactory patiently(String what) {
    return await(what)
        .atMost(Duration.ofSeconds(50))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions();
  }

  private int start(RealBroker broker) {
    broker.start();
    return start(broker.port());
  }

  private int start(int port) {
    bridge.set("ampwire.mqtt.url", "mqtt://127.0.0.1:" + port).start();
    patiently("ready").until(() -> bridge.status("/q/health/ready") == 200);
    return port;
  }

  /** Returns once a retained message beside the filter has come; the format has to print it. */
  private void subscribe(int port, String filter, String format) {
    String probe = UUID.randomUUID().toString();
    new Pub(port).retain("probe/" + probe, probe);
    rig.keep(
        new Child(
            Path.of("."),
            List.of(
                Programs.require("mosquitto_sub"),
                "-V",
                "5",
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-q",
                "1",
                "-t",
                filter,
                "-t",
                "probe/" + probe,
                "-F",
                format),
            heard::add));
    hear(probe);
  }

  private void publish(int port, String payload, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.require("mosquitto_pub"),
                "-V",
                "5",
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-q",
                "1",
                "-t",
                COMMAND,
                "-m",
                payload));
    command.addAll(List.of(more));
    List<String> said = new CopyOnWriteArrayList<>();
    try (Child pub = new Child(Path.of("."), command, said::add)) {
      assertThat(pub.exitCode(Duration.ofSeconds(15))).as("%s", said).isZero();
    }
  }

  private String hear(String... words) {
    patiently(String.join(" ", words))
        .until(() -> heard.stream().anyMatch(all -> contains(all, words)));
    return heard.stream().filter(all -> contains(all, words)).findFirst().orElseThrow();
  }

  private static boolean contains(String line, String... words) {
    return List.of(words).stream().allMatch(line::contains);
  }

  private JsonNode info(int port) throws IOException {
    try (Subscriber infos = new Subscriber(port, ROOT + "info")) {
      return new ObjectMapper().readTree(infos.await1(ROOT + "info").payload());
    }
  }

  static Stream<BrokerChoice> both() {
    return Stream.of(BrokerChoice.MOSQUITTO_5, BrokerChoice.ARTEMIS_5);
  }

  /** Whether the broker keeps the retain flag of live messages for a filter with wildcards. */
  private static boolean keepsRetainFlag(BrokerChoice choice) {
    return choice.product().equals("mosquitto");
  }

  static Stream<BrokerChoice> keepers() {
    return both().filter(Mqtt5IT::keepsRetainFlag);
  }

  static Stream<BrokerChoice> one() {
    return BrokerChoice.of(BrokerChoice.MOSQUITTO_5).filter(choice -> choice.version().equals("5"));
  }

  @ParameterizedTest
  @MethodSource("both")
  void documentsSayWhatTheyAreAndAnswersGoWhereTheyWereAskedFor(BrokerChoice choice)
      throws IOException {
    bridge
        .set("ampwire.command.response-topics", "clients/+/answers")
        .set("ampwire.mqtt.cloudevents", "true");
    int port = start(choice.broker(rig));
    subscribe(port, ROOT + "bay-01/state", "state %C %F [%P] %p");
    subscribe(port, "clients/#", "answer %t %C %D %p");
    subscribe(port, ACK, "ack %p");

    String state = hear("state application/json 1", "schema:1", "charger:bay-01", "seq:");
    System.out.println("MQTT 5, " + choice + ": " + state);
    assertThat(state).contains("boot:", "specversion:1.0", "type:io.ampwire.state");
    publish(
        port,
        "{\"value\":10,\"id\":\"r1\"}",
        "-D",
        "publish",
        "response-topic",
        "clients/ems-1/answers",
        "-D",
        "publish",
        "correlation-data",
        "c0ffee-1");
    System.out.println(
        "MQTT 5, "
            + choice
            + ": "
            + hear(
                "answer clients/ems-1/answers application/json c0ffee-1",
                "\"id\":\"r1\"",
                "applied"));
    hear("ack", "\"id\":\"r1\"", "applied");
    assertThat(info(port).at("/mqtt/version").asText()).isEqualTo("5");

    publish(
        port,
        "{\"value\":11,\"id\":\"r2\"}",
        "-D",
        "publish",
        "response-topic",
        ROOT + "bay-01/cmd/set_point");
    hear("ack", "\"id\":\"r2\"", "applied");
    assertThat(heard).noneMatch(all -> contains(all, "answer", "\"id\":\"r2\""));
  }

  /** FAULTS C04. */
  @ParameterizedTest
  @MethodSource("both")
  void aBrokerThatHidesTheRetainFlagOfLiveCommandsIsNamed(BrokerChoice choice) {
    int port = start(choice.broker(rig));
    JsonNode shown =
        patiently("retain_as_published")
            .until(() -> info(port).at("/mqtt/retain_as_published"), JsonNode::isBoolean);
    System.out.println("MQTT 5, " + choice + ": retain_as_published " + shown);
    assertThat(shown.asBoolean()).isEqualTo(keepsRetainFlag(choice));
    assertThat(bridge.log().contains("removes the retain flag"))
        .isNotEqualTo(keepsRetainFlag(choice));
  }

  /** FAULTS C04. */
  @ParameterizedTest
  @MethodSource("keepers")
  void aRetainedCommandIsRefusedWhenItArrivesLive(BrokerChoice choice) {
    int port = start(choice.broker(rig));
    subscribe(port, ACK, "ack %p");
    publish(port, "{\"value\":13,\"id\":\"kept\"}", "-r");
    System.out.println(
        "MQTT 5, " + choice + ": " + hear("ack", "\"id\":\"kept\"", "\"code\":\"retained\""));
    assertThat(server.writes()).noneMatch("4004=13"::equals);
  }

  /** FAULTS C19. */
  @ParameterizedTest
  @MethodSource("one")
  void aCommandWhoseMessageExpiredWhileItWaitedIsNotWritten(BrokerChoice choice) {
    int port = start(choice.broker(rig));
    subscribe(port, ACK, "ack %p");
    line.toCharger().delay(Duration.ofMillis(5_500));
    publish(port, "{\"value\":10,\"id\":\"first\"}");
    publish(
        port, "{\"value\":11,\"id\":\"late\"}", "-D", "publish", "message-expiry-interval", "5");
    String late = hear("\"id\":\"late\"");
    System.out.println("MQTT 5, " + choice + ": " + late);
    line.heal();
    assertThat(late).contains("\"code\":\"expired\"", "message expiry of 5 s");
    assertThat(server.writes()).noneMatch("4004=11"::equals);
  }

  /** FAULTS M18. */
  @ParameterizedTest
  @CsvSource({"auto, 268435460, 5", "3.1.1, 4096, 3.1.1"})
  void aPacketLimitWithholdsWhatIsTooLargeByNameAndNothingElse(
      String version, String maxPacket, String inUse) throws IOException {
    bridge.set("ampwire.mqtt.version", version).set("ampwire.mqtt.max-packet", maxPacket);
    Mosquitto broker = rig.broker();
    int port = broker.listen("allow_anonymous true", "max_packet_size 4096");
    broker.start();
    start(port);
    subscribe(port, ROOT + "#", "%t %p");
    hear(ROOT + "bay-01/state");
    hear(ROOT + "bay-01/status online");
    JsonNode info = info(port);
    assertThat(info.at("/mqtt/version").asText()).isEqualTo(inUse);
    assertThat(info.at("/mqtt/max_packet").asInt()).isEqualTo(4096);
    patiently("both are named")
        .until(
            () ->
                bridge.log().contains("topic=ampwire/bridge/bay-01/meta")
                    && bridge.log().contains("topic=homeassistant/device/"));
    assertThat(bridge.page("/q/health/ready")).contains("\"topics_not_delivered\": 2");
    System.out.printf(
        "packets up to 4096 bytes, MQTT %s: %d states arrived, withheld %.0f documents of 2 topics,"
            + " ready %d with topics_not_delivered=2%n",
        inUse,
        heard.stream().filter(all -> all.startsWith(ROOT + "bay-01/state ")).count(),
        bridge.metric("ampwire_documents_withheld_total"),
        bridge.status("/q/health/ready"));
    assertThat(heard).noneMatch(all -> all.startsWith(ROOT + "bay-01/meta"));
    assertThat(bridge.log()).doesNotContain("broker twin", "connection was lost");
  }
}
