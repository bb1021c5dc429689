package io.ampwire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.app.demo.Demo;
import io.ampwire.homeassistant.Documents;
import io.ampwire.homeassistant.Jinja;
import io.ampwire.homeassistant.Rules;
import io.ampwire.homeassistant.States;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the demo announces to Home Assistant, judged by Home Assistant's own rules. */
@QuarkusTest
@TestProfile(DemoProfile.class)
class DiscoveryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> BAYS = List.of("bay-01", "bay-02", "bay-03");
  private static final String ROOT = "ampwire/bridge/";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int SANE = 32 * 1024;

  @Inject Demo demo;
  @Inject Vertx vertx;

  private final Map<String, List<JsonNode>> heard = new ConcurrentHashMap<>();
  private MqttClient client;

  @BeforeEach
  void listen() {
    // A charger's device is larger than what this client takes by itself.
    client = MqttClient.create(vertx, new MqttClientOptions().setMaxMessageSize(1 << 20));
    client.publishHandler(message -> hear(message.topicName(), message.payload()));
    get(client.connect(demo.brokerPort(), "127.0.0.1"));
    get(client.subscribe(Map.of("homeassistant/#", 1, "ampwire/#", 1)));
  }

  @AfterEach
  void leave() {
    get(client.disconnect());
  }

  @Test
  void the_demos_devices_are_what_home_assistant_takes() {
    Map<String, JsonNode> devices = devices();
    Rules rules = new Rules(false);
    devices.forEach(rules::device);

    assertThat(rules.breaches()).isEmpty();
    assertThat(devices).hasSize(4);
    devices.forEach(
        (topic, device) -> {
          int size = device.toString().length();
          System.out.printf(
              "discovery: %s, %d entities, %d bytes%n",
              topic, device.get("components").size(), size);
          assertThat(size).isLessThan(SANE);
        });
    JsonNode bay = devices.get("homeassistant/device/ampwire_bridge_bay-01/config");
    assertThat(bay.at("/device/via_device").asText()).isEqualTo("ampwire_bridge");
    assertThat(bay.at("/device/model_id").asText()).isEqualTo("EVB3S22N40M");
    assertThat(bay.at("/availability/0/topic").asText()).isEqualTo(ROOT + "status");
    assertThat(bay.at("/availability/1/topic").asText()).isEqualTo(ROOT + "bay-01/status");
    assertThat(bay.at("/components/power_reactive_tot/unit_of_measurement").asText())
        .isEqualTo("kvar");
    assertThat(bay.at("/components/charging-limit/min").asInt()).isEqualTo(6);
    assertThat(bay.at("/components/charging-limit/max").asInt()).isEqualTo(32);
    assertThat(bay.at("/components/current_phase_1/name").asText()).isEqualTo("Current L1");
  }

  @Test
  void every_template_renders_on_what_the_demo_really_says() throws Exception {
    Jinja jinja = new Jinja();
    Map<String, JsonNode> devices = devices();
    for (String payload : List.of("10", "0", "99", "8")) {
      int before = heard(ROOT + "bay-01/ack/set_point").size();
      get(
          client.publish(
              ROOT + "bay-01/cmd/set_point",
              Buffer.buffer(payload),
              MqttQoS.AT_LEAST_ONCE,
              false,
              false));
      await().atMost(SOON).until(() -> heard(ROOT + "bay-01/ack/set_point").size() > before);
    }
    BAYS.forEach(bay -> await().atMost(SOON).until(() -> heard(ROOT + bay + "/state").size() >= 5));

    devices.forEach(
        (topic, device) ->
            device
                .get("components")
                .properties()
                .forEach(one -> ask(jinja, topic + " " + one.getKey(), one.getValue())));
    List<Jinja.Answer> answers = jinja.answers();

    System.out.printf("discovery: %d templates rendered on real documents%n", answers.size());
    assertThat(States.complaints(answers)).isEmpty();
    assertThat(answers).hasSizeGreaterThan(500);
  }

  private void ask(Jinja jinja, String where, JsonNode entity) {
    if (!entity.has("value_template")) {
      return;
    }
    String topic = entity.get("state_topic").asText();
    List<JsonNode> documents =
        topic.endsWith("/+") ? heard(topic.replace("+", "set_point")) : List.copyOf(heard(topic));
    documents.forEach(document -> jinja.value(where, entity, document));
    if (topic.endsWith("/state")) {
      JsonNode last = documents.get(documents.size() - 1);
      jinja.value(where, entity, Documents.withoutValues(last));
      jinja.value(where, entity, Documents.withUnknownCodes(last));
    }
  }

  /** The devices' documents once they say what the chargers are. */
  private Map<String, JsonNode> devices() {
    Map<String, JsonNode> devices = new ConcurrentHashMap<>();
    await()
        .atMost(SOON)
        .until(
            () -> {
              heard.forEach(
                  (topic, documents) -> {
                    if (topic.startsWith("homeassistant/device/") && !documents.isEmpty()) {
                      devices.put(topic, documents.get(documents.size() - 1));
                    }
                  });
              return devices.values().stream().filter(d -> d.at("/device").has("model_id")).count()
                  == BAYS.size();
            });
    return devices;
  }

  private List<JsonNode> heard(String topic) {
    return heard.getOrDefault(topic, List.of());
  }

  private void hear(String topic, Buffer payload) {
    List<JsonNode> documents =
        heard.computeIfAbsent(topic, t -> new CopyOnWriteArrayList<>(new ArrayList<>()));
    try {
      if (payload.length() > 0 && payload.getByte(0) == '{') {
        documents.add(JSON.readTree(payload.getBytes()));
      }
    } catch (IOException e) {
      throw new AssertionError("no JSON on " + topic, e);
    }
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
