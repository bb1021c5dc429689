package io.ampwire.sparkplug;

import static io.ampwire.sparkplug.NodeRig.BAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.app.sparkplug.EdgeNodeConnections;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.decode.Reading;
import io.ampwire.link.ManualScheduler;
import io.ampwire.modbus.VertxScheduler;
import io.ampwire.mqtt.BrokerProfile;
import io.ampwire.mqtt.BrokerSettings;
import io.ampwire.mqtt.ConnectionFactory;
import io.ampwire.mqtt.VersionNegotiation;
import io.ampwire.sparkplug.NodeRig.Poll;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an edge node puts on the wire, as another library's server reads it. */
class EdgeNodeWireTest {
  private static final int SESSION_EXPIRY_INTERVAL = 17;

  private final Vertx vertx = Vertx.vertx();
  private final List<MqttEndpoint> endpoints = new CopyOnWriteArrayList<>();
  private final List<MqttPublishMessage> published = new CopyOnWriteArrayList<>();
  private final List<MqttTopicSubscription> subscribed = new CopyOnWriteArrayList<>();
  private final List<Integer> disconnects = new CopyOnWriteArrayList<>();
  private final MqttServer server =
      MqttServer.create(vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(0))
          .endpointHandler(this::accept);
  private EdgeNode node;

  @AfterEach
  void end() {
    get(vertx.close());
  }

  private void accept(MqttEndpoint endpoint) {
    endpoint.publishHandler(
        message -> {
          published.add(message);
          if (message.qosLevel().value() == 1) {
            endpoint.publishAcknowledge(message.messageId());
          }
        });
    endpoint.subscribeHandler(
        request -> {
          subscribed.addAll(request.topicSubscriptions());
          endpoint.subscribeAcknowledge(
              request.messageId(),
              request.topicSubscriptions().stream()
                  .map(MqttTopicSubscription::qualityOfService)
                  .toList());
        });
    endpoint.disconnectMessageHandler(message -> disconnects.add((int) message.code().value()));
    endpoints.add(endpoint);
    endpoint.accept(false);
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private void start(VersionNegotiation.Choice version) {
    int port = get(server.listen()).actualPort();
    BrokerSettings settings =
        new BrokerSettings(
            BrokerSettings.Address.of("mqtt://127.0.0.1:" + port),
            BrokerProfile.GENERIC,
            "ampwire-bridge",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new BrokerSettings.ProtocolSettings(version, (int) BrokerSettings.NO_PACKET_LIMIT, 30));
    node =
        new EdgeNode(
            new EdgeNodeSettings(
                new SparkplugTopics("plant", "bridge"), Optional.empty(), "1", 1 << 20),
            new EdgeNodePorts(
                new VertxScheduler(vertx.getOrCreateContext()),
                new EdgeNodeConnections(
                    new ConnectionFactory(vertx, settings, "ampwire-bridge-sparkplug")),
                () -> CompletableFuture.completedFuture(7),
                text -> Optional.empty(),
                (charger, command) -> true,
                problem -> {},
                new Random()));
    poll(new Poll());
    node.availability(BAY, true);
    node.start();
    awaitTypes("NBIRTH", "DBIRTH");
  }

  private void poll(Poll poll) {
    ChargerSnapshot snapshot = poll.at(new ManualScheduler());
    node.state(BAY, snapshot);
  }

  private List<String> types() {
    return published.stream().map(message -> message.topicName().split("/")[2]).toList();
  }

  private void awaitTypes(String... types) {
    await()
        .atMost(10, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(types()).containsExactly(types));
  }

  /**
   * tck-id-principles-persistence-clean-session-50,
   * tck-id-principles-persistence-clean-session-311,
   * tck-id-message-flow-edge-node-birth-publish-will-message-qos,
   * tck-id-message-flow-edge-node-birth-publish-will-message-will-retained,
   * tck-id-payloads-ndeath-will-message-qos, tck-id-payloads-ndeath-will-message-retain. A will
   * delay of the bridge does not count here, because it would need a session that lasts.
   */
  @ParameterizedTest
  @EnumSource(
      value = VersionNegotiation.Choice.class,
      names = {"ONLY_5", "ONLY_3_1_1"})
  void the_session_is_clean_and_the_will_has_qos_1_and_is_not_retained(
      VersionNegotiation.Choice version) {
    start(version);

    MqttEndpoint endpoint = endpoints.get(0);
    assertThat(endpoint.isCleanSession()).isTrue();
    assertThat(endpoint.clientIdentifier()).isEqualTo("ampwire-bridge-sparkplug");
    assertThat(endpoint.will().isWillFlag()).isTrue();
    assertThat(endpoint.will().getWillTopic()).isEqualTo("spBv1.0/plant/NDEATH/bridge");
    assertThat(endpoint.will().getWillQos()).isEqualTo(1);
    assertThat(endpoint.will().isWillRetain()).isFalse();
    assertThat(new DecodedPayload(endpoint.will().getWillMessageBytes()).metric("bdSeq").value())
        .isEqualTo(7L);
    if (version == VersionNegotiation.Choice.ONLY_5) {
      assertThat(endpoint.connectProperties().getProperty(SESSION_EXPIRY_INTERVAL).value())
          .isEqualTo(0);
    }
  }

  /**
   * tck-id-message-flow-edge-node-birth-publish-nbirth-qos,
   * tck-id-message-flow-edge-node-birth-publish-nbirth-retained, tck-id-payloads-nbirth-qos,
   * tck-id-payloads-nbirth-retain, tck-id-topics-nbirth-mqtt,
   * tck-id-message-flow-device-birth-publish-dbirth-qos,
   * tck-id-message-flow-device-birth-publish-dbirth-retained, tck-id-payloads-dbirth-qos,
   * tck-id-payloads-dbirth-retain, tck-id-topics-dbirth-mqtt, tck-id-payloads-ddata-qos,
   * tck-id-payloads-ddata-retain, tck-id-topics-ddata-mqtt, tck-id-topics-ddeath-mqtt,
   * tck-id-payloads-ndata-qos, tck-id-payloads-ndata-retain, tck-id-topics-ndata-mqtt.
   */
  @Test
  void births_data_and_deaths_of_devices_have_qos_0_and_are_not_retained() {
    start(VersionNegotiation.Choice.ONLY_5);
    poll(new Poll().reads("set_point", new Reading.Whole(16)));
    awaitTypes("NBIRTH", "DBIRTH", "DDATA");
    node.availability(BAY, false);
    awaitTypes("NBIRTH", "DBIRTH", "DDATA", "DDEATH", "NDATA");

    assertThat(published)
        .allSatisfy(
            message -> {
              assertThat(message.qosLevel().value()).as(message.topicName()).isZero();
              assertThat(message.isRetain()).as(message.topicName()).isFalse();
            });
    assertThat(subscribed)
        .hasSize(2)
        .allSatisfy(s -> assertThat(s.qualityOfService().value()).isEqualTo(1));
  }

  /** tck-id-payloads-ndeath-will-message-publisher-disconnect-mqtt50. */
  @Test
  void a_stop_on_mqtt_5_leaves_with_the_reason_that_publishes_the_will() {
    start(VersionNegotiation.Choice.ONLY_5);
    get(Future.fromCompletionStage(node.stop()));

    awaitTypes("NBIRTH", "DBIRTH", "NDEATH");
    await().until(() -> disconnects.equals(List.of(4)));
  }

  /** tck-id-payloads-ndeath-will-message-publisher-disconnect-mqtt311. */
  @Test
  void a_stop_on_mqtt_3_1_1_publishes_the_death_certificate_before_the_disconnect() {
    start(VersionNegotiation.Choice.ONLY_3_1_1);
    get(Future.fromCompletionStage(node.stop()));

    awaitTypes("NBIRTH", "DBIRTH", "NDEATH");
    await().until(() -> disconnects.equals(List.of(0)));
    MqttPublishMessage death = published.get(2);
    assertThat(death.qosLevel().value()).isEqualTo(1);
    assertThat(death.isRetain()).isFalse();
    assertThat(new DecodedPayload(death.payload().getBytes()).metric("bdSeq").values())
        .isEqualTo(Map.of("long_value", 7L));
  }
}
