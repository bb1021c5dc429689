package io.ampwire.mqtt;

import static io.ampwire.faults.RawBroker.packet;
import static io.ampwire.faults.RawBroker.properties;
import static io.ampwire.faults.RawBroker.sized;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ampwire.faults.RawBroker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One connection against packets that no honest broker sends. Bytes are those of MQTT 5.0. */
class MqttConnectionTest {
  private static final String TOPIC = "ampwire/bridge/bay/cmd/set_point";
  private static final byte[] NO_PROPERTIES = {0};

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final RawBroker broker = new RawBroker();
  private final List<ReceivedMessage> came = new CopyOnWriteArrayList<>();
  private final List<Throwable> ends = new CopyOnWriteArrayList<>();

  private final class Receiver implements MqttConnection.Receiver {
    @Override
    public void received(ReceivedMessage message) {
      came.add(message);
    }

    @Override
    public void ended(Throwable cause) {
      ends.add(cause);
    }
  }

  @AfterEach
  void end() {
    broker.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(v -> work.get().onComplete(done));
    return done.future();
  }

  private Future<MqttConnection> opening() {
    BrokerSettings settings =
        new BrokerSettings(
            BrokerSettings.Address.of(broker.url()),
            BrokerProfile.GENERIC,
            "ampwire-bridge",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Topics topics = new Topics("ampwire", "bridge", Optional.empty());
    ConnectOptions options = new ConnectOptions(settings, topics);
    return onLoop(
        () ->
            MqttConnection.open(vertx, options.read(ProtocolVersion.MQTT_5), new Receiver())
                .opened());
  }

  private static byte[] connack(int code, byte[] properties) {
    return packet(0x20, new byte[] {0, (byte) code}, properties);
  }

  private static byte[] number(int id, int bytes, int value) {
    byte[] property = new byte[1 + bytes];
    property[0] = (byte) id;
    for (int i = 0; i < bytes; i++) {
      property[1 + i] = (byte) (value >>> 8 * (bytes - 1 - i));
    }
    return property;
  }

  private static byte[] publish(int first, String topic, byte[] properties, String payload) {
    return packet(
        first,
        sized(topic.getBytes(UTF_8)),
        new byte[] {0, 7},
        properties,
        payload.getBytes(UTF_8));
  }

  @Test
  void a_round_trip_waits_for_its_own_answer_and_fails_with_the_connection() {
    broker.connack(n -> RawBroker.ACCEPTED);
    MqttConnection connection = get(opening());
    Future<Void> first = onLoop(connection::roundTrip);
    Future<Void> second = onLoop(connection::roundTrip);
    await().until(() -> broker.types().stream().filter(type -> type == 0xC0).count() == 2);
    assertThat(first.isComplete()).isFalse();

    broker.send(new byte[] {(byte) 0xD0, 0});
    get(first);
    assertThat(second.isComplete()).isFalse();
    broker.close();
    assertThatThrownBy(() -> get(second)).isInstanceOf(CompletionException.class);
  }

  /** FAULTS M18. */
  @ParameterizedTest
  @CsvSource({
    "0x80, unspecified error",
    "0x81, malformed packet",
    "0x82, protocol error",
    "0x83, implementation specific error",
    "0x84, unsupported protocol version",
    "0x85, client identifier not valid",
    "0x86, bad user name or password",
    "0x87, not authorized",
    "0x88, server unavailable",
    "0x89, server busy",
    "0x8A, banned",
    "0x8C, bad authentication method",
    "0x90, topic name invalid",
    "0x95, packet too large",
    "0x97, quota exceeded",
    "0x99, payload format invalid",
    "0x9A, retain not supported",
    "0x9B, QoS not supported",
    "0x9C, use another server",
    "0x9D, server moved",
    "0x9F, connection rate exceeded"
  })
  void each_refusal_is_told_by_its_name_its_number_and_the_brokers_own_words(
      String code, String name) {
    byte[] reason = sized("because\u0007of it".getBytes(UTF_8));
    byte[] said = properties(packetless(31, reason));
    broker.connack(n -> connack(Integer.decode(code), said));

    assertThatThrownBy(() -> get(opening()))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(BrokerAnswer.Refused.class)
        .hasMessage("the broker answers " + name + " (" + code + "): because?of it");
  }

  private static byte[] packetless(int id, byte[] content) {
    byte[] property = new byte[1 + content.length];
    property[0] = (byte) id;
    System.arraycopy(content, 0, property, 1, content.length);
    return property;
  }

  /** FAULTS M18. */
  @Test
  void a_refusal_that_no_standard_knows_ends_the_attempt() {
    broker.connack(n -> connack(0xFE, NO_PROPERTIES));
    assertThatThrownBy(() -> get(opening())).hasMessageContaining("unknown connect return code");
  }

  /** FAULTS M18. */
  @Test
  void properties_that_come_twice_or_in_the_wrong_packet_do_not_end_a_connection() {
    broker.connack(
        n ->
            connack(
                0,
                properties(
                    number(33, 2, 5),
                    number(33, 2, 9),
                    number(39, 4, 5_000),
                    packetless(8, sized("a/b".getBytes(UTF_8))))));
    BrokerLimits limits = get(opening()).limits();
    assertThat(limits.receiveMaximum()).isIn(5, 9);
    assertThat(limits.maxPacket()).isEqualTo(5_000);
  }

  /** FAULTS M18. */
  @Test
  void numbers_that_the_standard_forbids_limit_nothing() {
    broker.connack(n -> connack(0, properties(number(33, 2, 0), number(39, 4, 0))));
    assertThat(get(opening()).limits()).isEqualTo(BrokerLimits.none(ProtocolVersion.MQTT_5));
  }

  /** FAULTS M18. */
  @Test
  void a_property_that_there_is_not_ends_the_attempt_with_its_number() {
    broker.connack(n -> connack(0, properties(number(0x7F, 2, 1))));
    assertThatThrownBy(() -> get(opening())).hasMessageContaining("127");
  }

  /** FAULTS M18. */
  @Test
  void an_answer_in_the_form_of_3_1_1_is_a_refusal_of_version_5() {
    broker.connack(n -> new byte[] {0x20, 2, 0, 1});
    assertThatThrownBy(() -> get(opening()))
        .cause()
        .isInstanceOfSatisfying(
            BrokerAnswer.Refused.class, refusal -> assertThat(refusal.version()).isTrue());
  }

  /** FAULTS M18. */
  @Test
  void packets_that_make_no_sense_here_are_ignored_and_the_connection_is_kept() {
    MqttConnection connection = get(opening());
    broker.send(packet(0xF0, new byte[] {0x18, 0}));
    broker.send(RawBroker.ACCEPTED);
    broker.send(new byte[] {(byte) 0xD0, 0});
    broker.send(packet(0x40, new byte[] {0x12, 0x34}));
    broker.send(packet(0x90, new byte[] {0x12, 0x34, 0, 1}));
    broker.send(publish(0x32, "", properties(number(35, 2, 3)), "alias"));
    broker.send(publish(0x32, TOPIC, NO_PROPERTIES, "16"));

    await().until(() -> came.stream().anyMatch(message -> message.topic().equals(TOPIC)));
    assertThat(get(onLoop(() -> connection.subscribe("a/b", true)))).isEqualTo(1);
    assertThat(ends).isEmpty();
    assertThat(broker.connections()).isEqualTo(1);
  }

  /** FAULTS M18. */
  @Test
  void correlation_data_and_response_topic_come_byte_for_byte_up_to_their_longest() {
    get(opening());
    byte[] correlation = new byte[65_535];
    new Random(3).nextBytes(correlation);
    broker.send(
        publish(
            0x33,
            TOPIC,
            properties(
                number(2, 4, 5),
                packetless(8, sized("clients/1/answers".getBytes(UTF_8))),
                packetless(9, sized(correlation))),
            "16"));
    await().until(() -> came.size() == 1);
    ReceivedMessage message = came.get(0);
    assertThat(message.retained()).isTrue();
    assertThat(message.properties().expiry()).hasValue(5);
    assertThat(message.properties().responseTopic()).hasValue("clients/1/answers");
    assertThat(message.properties().correlation().orElseThrow()).isEqualTo(correlation);
  }

  @Test
  void a_subscription_asks_for_the_senders_retain_flag_where_it_is_wanted() {
    MqttConnection connection = get(opening());
    get(onLoop(() -> connection.subscribe("a/b", true)));
    get(onLoop(() -> connection.subscribe("c/d", false)));
    // QoS 1, and retain as published in bit 3; the last byte of each SUBSCRIBE.
    assertThat(broker.received().stream().filter(packet -> (packet[0] & 0xFF) == 0x82))
        .extracting(packet -> (int) packet[packet.length - 1])
        .containsExactly(0x09, 0x01);
  }

  @Test
  void a_message_of_a_quality_that_was_not_asked_for_ends_the_connection() {
    get(opening());
    broker.send(publish(0x34, TOPIC, NO_PROPERTIES, "16"));
    await().until(() -> ends.size() == 1);
    assertThat(came).isEmpty();
    assertThat(broker.types()).contains(0xE0);
  }

  @Test
  void a_packet_counts_with_every_byte_it_has_on_the_wire() {
    broker.connack(n -> connack(0, properties(number(39, 4, 100))));
    MqttConnection connection = get(opening());
    Map<String, String> user = Map.of("seq", "12");
    // 2 fixed, 2+3 topic, 2 id, 1 length, 2+19+10 properties, the rest payload.
    byte[] fits = new byte[100 - 41];
    get(onLoop(() -> connection.publish("a/b", fits, false, OutgoingProperties.json(user))));
    byte[] reduced = new byte[100 - 10];
    get(onLoop(() -> connection.publish("a/b", reduced, false, OutgoingProperties.json(user))));
    assertThatThrownBy(
            () ->
                get(
                    onLoop(
                        () ->
                            connection.publish(
                                "a/b", new byte[91], false, OutgoingProperties.NONE))))
        .hasMessageContaining("a packet of 101 bytes, the broker takes 100");
  }

  /** FAULTS M18. */
  @Test
  void whatever_a_connack_is_mutated_to_the_attempt_ends_or_succeeds_in_its_time() {
    byte[] honest =
        connack(
            0,
            properties(
                number(33, 2, 20), number(39, 4, 4096), packetless(31, sized(new byte[] {65}))));
    Random random = new Random(20261126);
    broker.connack(
        n -> {
          byte[] mutated = Arrays.copyOf(honest, 1 + random.nextInt(honest.length + 3));
          for (int i = random.nextInt(3); i >= 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
          }
          return mutated;
        });
    int opened = 0;
    for (int i = 0; i < 200; i++) {
      Future<MqttConnection> attempt = attemptFor(200);
      try {
        MqttConnection connection = get(attempt);
        opened++;
        get(onLoop(connection::disconnect));
      } catch (CompletionException refused) {
        assertThat(refused.getCause()).isNotInstanceOf(Error.class);
      }
    }
    assertThat(opened).isBetween(0, 200);
  }

  private Future<MqttConnection> attemptFor(long millis) {
    BrokerSettings settings =
        new BrokerSettings(
            BrokerSettings.Address.of(broker.url()),
            BrokerProfile.GENERIC,
            "ampwire-bridge",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ConnectOptions options =
        new ConnectOptions(settings, new Topics("ampwire", "bridge", Optional.empty()));
    return onLoop(
        () -> {
          MqttConnection.Attempt attempt =
              MqttConnection.open(vertx, options.read(ProtocolVersion.MQTT_5), new Receiver());
          vertx.setTimer(millis, late -> attempt.abandon(new IllegalStateException("late")));
          return attempt.opened();
        });
  }
}
