package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ampwire.deploy.HowToPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * ThingsBoard's IoT Gateway with the settings that {@code docs/how-to/thingsboard.md} prints. A
 * second broker stands for the platform: the gateway speaks ThingsBoard's MQTT API to it.
 */
@Tag("other-programs")
class ThingsBoardGatewayIT {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final String TELEMETRY = "v1/gateway/telemetry";
  private static final String RPC = "v1/gateway/rpc";
  private static final String LIMITS = "v1/devices/me/rpc/request/1";

  /** ThingsBoard does not send the gateway's own requests back to it. */
  private static final String PLATFORM =
      """
      topic readwrite #
      user somebody
      topic readwrite #
      user token-of-the-gateway
      topic write v1/#
      topic read v1/gateway/#
      topic read v1/devices/me/attributes/#
      topic read v1/devices/me/rpc/response/#
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension final Rig rig = new Rig();
  @TempDir Path folder;
  private Mosquitto broker;
  private Subscriber platform;
  private Pub rules;
  private ChargingBay bay;

  @Test
  void telemetryReachesThePlatformAndItsCallsReachTheRegister() throws IOException {
    String gateway = OtherProgram.require("thingsboard-gateway/bin/thingsboard-gateway");
    bay = rig.keep(new ChargingBay("bay-01"));
    broker = rig.broker().start();
    Mosquitto thingsBoard = rig.broker(PLATFORM).start();
    platform = rig.subscribe(thingsBoard, "v1/#");
    rules = new Pub(thingsBoard.port());
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    rig.bridge(broker)
        .file(
            "ampwire.inventory",
            "inventory.yaml",
            "chargers:\n  - { id: bay-01, host: 127.0.0.1, port: %d, max-current: 16 }\n"
                .formatted(bay.port()))
        .start()
        .awaitReady();
    start(gateway, thingsBoard);

    assertThat(awaitFirst(LIMITS).json().path("method").asText()).isEqualTo("getSessionLimits");
    rules.send(LIMITS.replace("request", "response"), "{\"rateLimits\":{}}");
    JsonNode device = awaitFirst("v1/gateway/connect").json();
    assertThat(device.path("device").asText()).isEqualTo("bay-01");
    assertThat(device.path("type").asText()).isEqualTo("charger");
    aCallSetsTheLimit();
    aCallThatTheBridgeRefusesSaysWhy();
    aSharedAttributeSetsTheLimit();
    theValuesAreTheChargers();
    aDocumentHasItsOwnTimeAndNoNull(subscriber);
    whatWasMissedArrivesWithItsOwnTime();
    System.out.println(
        "thingsboard-gateway %s: %d telemetry messages, set points written: %s"
            .formatted(
                OtherProgram.version("thingsboard-gateway"),
                platform.on(TELEMETRY).size(),
                bay.setPointsWritten()));
  }

  private void start(String gateway, Mosquitto thingsBoard) throws IOException {
    Path config = Files.createDirectory(folder.resolve("config"));
    String mqtt = new HowToPage("thingsboard").blocks("json").get(0);
    assertThat(mqtt).contains("\"port\": 1883");
    Files.writeString(config.resolve("mqtt.json"), mqtt.replace("1883", "" + broker.port()));
    ObjectNode settings = (ObjectNode) JSON.readTree(shipped(gateway).toFile());
    ((ObjectNode) settings.path("thingsboard"))
        .put("host", "127.0.0.1")
        .put("port", thingsBoard.port())
        .put("remoteConfiguration", false)
        .putObject("security")
        .put("type", "accessToken")
        .put("accessToken", "token-of-the-gateway");
    settings
        .putArray("connectors")
        .addObject()
        .put("type", "mqtt")
        .put("name", "chargers")
        .put("configuration", "mqtt.json");
    Files.writeString(config.resolve("tb_gateway.json"), settings.toString());
    Files.writeString(
        config.resolve("logs.json"),
        """
        {"version": 1, "disable_existing_loggers": false,
         "handlers": {"console": {"class": "logging.StreamHandler", "level": "INFO"}},
         "root": {"level": "INFO", "handlers": ["console"]}}
        """);
    rig.keep(new OtherProgram(folder, "env", "TB_GW_CONFIG_DIR=" + config, gateway));
  }

  private Message awaitFirst(String topic) {
    return await("a message on " + topic)
        .atMost(LONG)
        .until(() -> platform.on(topic), all -> !all.isEmpty())
        .get(0);
  }

  /** The settings that the package brings along. */
  private static Path shipped(String gateway) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(gateway).resolveSibling("../lib").normalize())) {
      return all.filter(path -> path.endsWith("config/tb_gateway.json")).findFirst().orElseThrow();
    }
  }

  /** The entries of the charger that came so far, each with {@code ts} and {@code values}. */
  private List<JsonNode> telemetry() {
    List<JsonNode> all = new ArrayList<>();
    for (Message message : platform.on(TELEMETRY)) {
      message.json().path("bay-01").forEach(all::add);
    }
    return all;
  }

  private JsonNode telemetry(String what, Predicate<JsonNode> wanted) {
    return await(what)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> telemetry().stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  private JsonNode call(int id, String method, Object params) {
    try {
      rules.send(
          RPC,
          JSON.writeValueAsString(
              Map.of(
                  "device",
                  "bay-01",
                  "data",
                  Map.of("id", id, "method", method, "params", params))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return platform.awaitJson(
        RPC,
        reply ->
            reply.path("id").asInt() == id && reply.path("data").path("method").isMissingNode());
  }

  private void aCallSetsTheLimit() {
    telemetry("telemetry of a charging car", entry -> charges(entry.path("values")));
    JsonNode reply = call(1, "set_point", 10).path("data");

    assertThat(reply.path("status").asText()).as("%s", reply).isEqualTo("applied");
    assertThat(reply.path("readback").asInt()).isEqualTo(10);
    assertThat(bay.setPoint()).isEqualTo(10);
    assertThat(call(2, "renew", "")).isNotNull();
  }

  private static boolean charges(JsonNode values) {
    return values.path("ev_state_label").asText().equals("charging")
        && values.path("current_phase_1").asDouble() > 0;
  }

  private void aCallThatTheBridgeRefusesSaysWhy() {
    JsonNode reply = call(3, "set_point", 99).path("data");

    assertThat(reply.path("status").asText()).isEqualTo("rejected");
    assertThat(reply.path("code").asText()).isEqualTo("out_of_range");
    assertThat(bay.setPoint()).isEqualTo(10);
  }

  private void aSharedAttributeSetsTheLimit() {
    rules.send("v1/gateway/attributes", "{\"device\":\"bay-01\",\"data\":{\"set_point\":12}}");

    bay.awaitSetPoint(12);
  }

  private void theValuesAreTheChargers() {
    long before = bay.energy();
    JsonNode entry =
        telemetry(
            "telemetry with 12 A",
            e ->
                e.path("values").path("set_point").asInt() == 12
                    && Math.abs(e.path("values").path("current_phase_1").asDouble() - 12) < 0.5
                    && e.path("values").path("energy_active_total").asLong() >= before);
    JsonNode values = entry.path("values");

    assertThat(values.path("energy_active_total").asLong()).isBetween(before, bay.energy());
    assertThat(values.path("current_phase_1").asDouble()).isCloseTo(bay.amps(), within(0.5));
    assertThat(values.path("power_active_phase_tot").asDouble())
        .isCloseTo(3 * 230 * 12 / 1000.0, within(1.0));
    assertThat(values.path("ev_state_label").asText()).isEqualTo("charging");
  }

  private void aDocumentHasItsOwnTimeAndNoNull(Subscriber subscriber) {
    bay.disappear();
    JsonNode lost =
        subscriber.awaitJson(
            "ampwire/bridge/bay-01/state", s -> s.path("quality").asText().equals("stale"));
    assertThat(lost.path("set_point").isNull()).isTrue();

    for (JsonNode entry : telemetry()) {
      Message document =
          subscriber.on("ampwire/bridge/bay-01/state").stream()
              .filter(m -> m.json().path("ts").asLong() == entry.path("ts").asLong())
              .findFirst()
              .orElseThrow(() -> new AssertionError("no document has the time of " + entry));
      ObjectNode values = (ObjectNode) entry.path("values");
      values
          .properties()
          .forEach(
              value ->
                  assertThat(value.getValue().asText())
                      .as("%s at %s", value.getKey(), entry.path("ts"))
                      .satisfiesAnyOf(
                          text ->
                              assertThat(text)
                                  .isEqualTo(document.json().path(value.getKey()).asText()),
                          text ->
                              assertThat(Double.parseDouble(text))
                                  .isEqualTo(document.json().path(value.getKey()).asDouble())));
    }
    assertThat(telemetry())
        .noneMatch(entry -> entry.path("ts").asLong() == lost.path("ts").asLong());
  }

  /** As the bridge sends it: a state document under another topic, with an older time. */
  private void whatWasMissedArrivesWithItsOwnTime() {
    long then = 1_795_374_000_123L;
    ObjectNode missed = JSON.createObjectNode();
    missed.put("schema", 1).put("ts", then).put("set_point", 7).putNull("ev_state_label");

    new Pub(broker.port()).send("ampwire/bridge/bay-01/backlog", missed.toString());

    JsonNode entry = telemetry("the missed document", e -> e.path("ts").asLong() == then);
    assertThat(entry.path("values").size()).as("%s", entry).isEqualTo(1);
    assertThat(entry.path("values").path("set_point").asInt()).isEqualTo(7);
  }
}
