package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.faults.HostileBroker;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection against a broker that breaks its promises. */
class BrokerSessionTest {
  private static final String ALL = "ampwire/bridge/+/cmd/+";
  private static final String LOOP = "ampwire/bridge/_bridge/cmd/loop";
  private static final String SET_POINT = "ampwire/bridge/bay/cmd/set_point";

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final HostileBroker broker = new HostileBroker();
  private final Topics topics = new Topics("ampwire", "bridge", Optional.empty());
  private final Recording events = new Recording();
  private final List<String> came = new CopyOnWriteArrayList<>();
  private final BrokerSession session =
      new BrokerSession(
          loop,
          new ConnectOptions(
              new BrokerSettings(
                  BrokerSettings.Address.of(broker.url()),
                  BrokerProfile.GENERIC,
                  "ampwire-bridge",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              topics),
          topics,
          events);

  private void start() {
    session.start(
        message ->
            came.add(
                message.topic() + " " + new String(message.payload(), StandardCharsets.UTF_8)));
  }

  @AfterEach
  void end() {
    get(session.stop());
    broker.close();
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void published(String topic, String payload) {
    get(publishing(topic, payload, false));
  }

  private Future<Void> publishing(String topic, String payload, boolean retain) {
    return session.publish(
        topic, payload.getBytes(StandardCharsets.UTF_8), retain, OutgoingProperties.NONE);
  }

  @Test
  void what_the_subscription_itself_brings_is_not_lost() {
    broker.retain(SET_POINT, "10".getBytes(StandardCharsets.UTF_8));
    start();
    await().until(() -> came.contains(SET_POINT + " 10"));
    assertThat(events.problems).isEmpty();
  }

  @Test
  void what_the_loop_itself_publishes_keeps_its_order() {
    start();
    await().until(session::reliable);
    int count = 500;
    loop.runOnContext(
        v -> {
          for (int i = 0; i < count; i++) {
            publishing(LOOP, Integer.toString(i), false);
          }
        });
    List<String> wanted = IntStream.range(0, count).mapToObj(i -> LOOP + " " + i).toList();
    await().until(() -> came.contains(wanted.get(count - 1)));
    assertThat(came).isEqualTo(wanted);
  }

  /** FAULTS M15. */
  @Test
  void a_session_that_the_broker_only_claims_to_have_is_subscribed_all_the_same() {
    broker.claimSession();
    start();
    await().until(() -> broker.subscriptions().contains(ALL));
    await().until(session::reliable);
    published(LOOP, "mark");
    await().until(() -> came.contains(LOOP + " mark"));
  }

  /** FAULTS M06. */
  @Test
  void a_refused_subscription_is_told_and_the_own_marks_are_heard_through_another() {
    broker.forbid(ALL);
    start();
    await().until(() -> broker.subscriptions().contains(LOOP));
    published(LOOP, "mark");
    await().until(() -> came.contains(LOOP + " mark"));

    assertThat(session.reliable()).isFalse();
    assertThat(events.problems).hasSize(1);
    assertThat(events.problems.get(0).kind()).isEqualTo(ConnectionProblem.Kind.DEAF);
    assertThat(events.problems.get(0).detail()).contains(ALL);
    assertThat(broker.connects()).isEqualTo(1);
  }

  /** FAULTS M17. */
  @Test
  void commands_are_heard_within_ten_seconds_once_the_subscription_is_granted() {
    broker.forbid(ALL);
    start();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> broker.subscriptions().stream().filter(ALL::equals).count() >= 2);
    broker.forbid();
    await().atMost(Duration.ofSeconds(10)).until(session::reliable);
    assertThat(broker.connects()).isEqualTo(1);
  }

  /** FAULTS M17. */
  @Test
  void after_connections_that_were_ended_at_once_the_next_one_hears_within_ten_seconds() {
    broker.closeAfter(800);
    start();
    await().atMost(Duration.ofSeconds(30)).until(() -> broker.connects() == 4);
    broker.closeAfter(0);
    broker.drop();
    await().atMost(Duration.ofSeconds(10)).until(session::reliable);
  }

  /** FAULTS M07. */
  @Test
  void a_retained_message_that_is_too_large_costs_two_connections_and_then_only_the_commands() {
    broker.retain(SET_POINT, new byte[5 << 20]);
    start();
    await().atMost(Duration.ofSeconds(20)).until(() -> broker.subscriptions().contains(LOOP));
    published(LOOP, "mark");
    await().until(() -> came.contains(LOOP + " mark"));

    assertThat(broker.connects()).isEqualTo(3);
    assertThat(session.reliable()).isFalse();
    assertThat(events.problems)
        .extracting(ConnectionProblem::kind)
        .containsOnly(ConnectionProblem.Kind.OVERSIZE);
    assertThat(came).as("telemetry flows, commands do not").noneMatch(m -> m.contains(SET_POINT));
  }

  /** FAULTS M09. */
  @Test
  void a_broker_that_refuses_the_client_is_told_by_its_answer() {
    broker.refuse(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
    start();
    await().until(() -> broker.connects() >= 3);
    assertThat(events.problems)
        .allMatch(
            problem ->
                problem.kind() == ConnectionProblem.Kind.REFUSED
                    && problem.detail().contains("not authorized (0x05)"));
    assertThat(events.connections).isEmpty();
  }

  /** FAULTS M10. */
  @Test
  void whoever_is_ended_at_once_each_time_yields() {
    broker.closeAfter(100);
    start();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> events.problems.stream().anyMatch(t -> t.kind() == ConnectionProblem.Kind.TWIN));
    assertThat(broker.connects()).isEqualTo(3);
    assertThat(events.connections).hasSize(3);
  }

  @Test
  void a_broker_that_refuses_version_5_gets_3_1_1_at_once_and_from_then_on() {
    broker.refuseVersion5(true);
    start();
    await().atMost(Duration.ofSeconds(3)).until(session::reliable);
    assertThat(events.connections.get(0).version()).isEqualTo(ProtocolVersion.MQTT_3_1_1);
    assertThat(events.problems).isEmpty();
    broker.drop();
    await().until(() -> broker.versions().size() == 2);
    assertThat(broker.versions()).containsExactly(4, 4);
    assertThat(broker.connects()).as("version 5 was tried once").isEqualTo(3);
  }

  /** FAULTS M10. */
  @Test
  void a_takeover_that_the_broker_names_is_told_as_such() {
    start();
    await().until(session::reliable);
    broker.dismiss(MqttDisconnectReasonCode.SESSION_TAKEN_OVER);
    await().until(() -> !events.problems.isEmpty());
    assertThat(events.problems.get(0).kind()).isEqualTo(ConnectionProblem.Kind.TWIN);
    assertThat(events.problems.get(0).detail()).contains("session taken over (0x8E)");
  }

  /** FAULTS M18. */
  @Test
  void a_packet_above_the_brokers_limit_fails_with_its_size_and_nothing_else_suffers() {
    broker.limit(Map.of(39, 1_000));
    start();
    await().until(session::reliable);
    Future<Void> large = publishing("ampwire/bridge/bay/meta", "x".repeat(2_000), true);
    Future<Void> small = publishing("ampwire/bridge/bay/state", "{}", true);
    get(small);
    await().until(large::isComplete);

    assertThat(large.cause()).hasMessage("a packet of 2031 bytes, the broker takes 1000");
    assertThat(events.undelivered).isEmpty();
    assertThat(broker.on("ampwire/bridge/bay/meta")).isEmpty();
    assertThat(broker.on("ampwire/bridge/bay/state")).hasSize(1);
    assertThat(broker.connects()).isEqualTo(1);
    assertThat(events.problems).isEmpty();
    assertThat(events.connections.get(0).maxPacket()).isEqualTo(1_000);
  }

  /** FAULTS M18. */
  @Test
  void a_broker_that_ends_connections_at_large_packets_without_a_word_is_not_taken_for_a_twin() {
    broker.refuseVersion5(true);
    broker.endAbove(4_000);
    start();
    for (int connection = 1; connection <= 3; connection++) {
      int ends = connection;
      await().atMost(Duration.ofSeconds(10)).until(() -> events.connections.size() == ends);
      publishing("ampwire/bridge/bay/state", "{}", true);
      publishing("ampwire/bridge/bay/meta", "x".repeat(11_000), true);
      await().until(() -> events.problems.size() == ends);
    }
    ConnectionProblem last = events.problems.get(2);
    assertThat(last.kind()).isEqualTo(ConnectionProblem.Kind.PACKET_LIMIT);
    assertThat(last.detail())
        .contains("ampwire/bridge/bay/meta", "11030 bytes", "ampwire.mqtt.max-packet");
  }

  /** FAULTS M18. */
  @Test
  void a_receive_maximum_of_one_is_kept_and_order_with_it() {
    broker.limit(Map.of(33, 1));
    broker.acknowledgeAfter(20);
    start();
    await().until(session::reliable);
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(publishing("ampwire/bridge/bay/state", "" + i, true));
    }
    all.forEach(BrokerSessionTest::get);
    assertThat(broker.on("ampwire/bridge/bay/state"))
        .extracting(HostileBroker.Received::payload)
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "" + i).toList());
    assertThat(broker.unacknowledgedMost()).isEqualTo(1);
  }

  /** FAULTS M18. */
  @Test
  void a_broker_without_retained_messages_gets_a_will_that_is_not_retained() {
    broker.withoutRetain();
    start();
    await().atMost(Duration.ofSeconds(5)).until(session::reliable);
    assertThat(broker.connects()).isEqualTo(2);
    assertThat(events.connections.get(0).retainAvailable()).isFalse();
    assertThat(events.problems).isEmpty();
    published(LOOP, "mark");
    await().until(() -> came.contains(LOOP + " mark"));
    assertThat(broker.on(LOOP)).extracting(HostileBroker.Received::payload).containsExactly("mark");
  }

  /** FAULTS M18. */
  @Test
  void a_broker_without_retained_messages_or_wildcards_gets_neither() {
    broker.limit(Map.of(37, 0, 40, 0));
    start();
    await().until(() -> broker.subscriptions().contains(LOOP));
    get(publishing("ampwire/bridge/status", "online", true));
    assertThat(broker.on("ampwire/bridge/status").get(0).retained()).isFalse();
    assertThat(broker.subscriptions()).doesNotContain(ALL);
    assertThat(events.problems.get(0).kind()).isEqualTo(ConnectionProblem.Kind.DEAF);
    assertThat(events.problems.get(0).detail())
        .contains("wildcard subscriptions not supported (0xA2)");
  }

  /** FAULTS C04. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_first_connection_shows_whether_the_broker_keeps_the_retain_flag(boolean keeps) {
    if (keeps) {
      broker.retainAsPublished();
    }
    start();
    await().until(() -> events.retainFlags.equals(List.of(keeps)));
    session.replace();
    await().until(() -> broker.connects() == 2 && session.reliable());
    published(LOOP, "mark");
    await().until(() -> came.contains(LOOP + " mark"));
    assertThat(events.retainFlags).hasSize(1);
    assertThat(came).containsExactly(LOOP + " mark");
  }

  /** FAULTS C04. */
  @Test
  void a_broker_that_ends_the_connection_at_the_question_is_not_asked_again() {
    broker.endAtEmptyRetained();
    start();
    await().atMost(Duration.ofSeconds(20)).until(() -> broker.connects() == 2);
    await().atMost(Duration.ofSeconds(20)).until(session::reliable);
    published(LOOP, "mark");
    await().until(() -> came.contains(LOOP + " mark"));
    assertThat(broker.connects()).isEqualTo(2);
    assertThat(events.retainFlags).isEmpty();
    assertThat(events.undelivered).isEmpty();
  }

  /** FAULTS C04. */
  @Test
  void a_broker_of_3_1_1_is_not_asked_for_the_retain_flag() {
    broker.refuseVersion5(true);
    start();
    await().until(session::reliable);
    published(LOOP, "mark");
    await().until(() -> came.contains(LOOP + " mark"));
    assertThat(broker.on(LOOP)).extracting(HostileBroker.Received::payload).containsExactly("mark");
  }

  /** FAULTS M18. */
  @Test
  void a_publish_that_the_broker_denies_fails_by_name_and_another_programs_topic_is_done_with() {
    broker.deny(topic -> topic.endsWith("/state") || topic.startsWith("homeassistant/"));
    start();
    await().until(session::reliable);
    Future<Void> own = publishing("ampwire/bridge/bay/state", "{}", true);
    get(publishing("homeassistant/device/x/config", "{}", true));
    await().until(own::isComplete);
    assertThat(own.failed()).as("the outbox keeps it").isTrue();
    assertThat(events.undelivered)
        .containsExactlyInAnyOrder(
            "ampwire/bridge/bay/state not authorized (0x87)",
            "homeassistant/device/x/config not authorized (0x87)");
    assertThat(broker.connects()).isEqualTo(1);
  }

  @Test
  void a_connection_that_is_of_no_use_is_replaced_by_another() {
    start();
    await().until(session::reliable);
    session.replace();
    await().until(() -> broker.connects() == 2 && session.reliable());
    published(LOOP, "mark");
    await().until(() -> came.contains(LOOP + " mark"));
    assertThat(events.problems).isEmpty();
  }

  @Test
  void a_broker_that_never_answers_the_greeting_is_left_after_seven_seconds() {
    broker.mute(true);
    start();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> events.problems.stream().anyMatch(t -> t.detail().contains("no answer")));
    broker.mute(false);
    await().atMost(Duration.ofSeconds(5)).until(session::reliable);
  }

  /** Records what it receives. */
  private static final class Recording implements BrokerEvents {
    private final List<ConnectionProblem> problems = new CopyOnWriteArrayList<>();
    private final List<BrokerLimits> connections = new CopyOnWriteArrayList<>();
    private final List<String> undelivered = new CopyOnWriteArrayList<>();
    private final List<Boolean> retainFlags = new CopyOnWriteArrayList<>();

    @Override
    public void connected(BrokerLimits limits) {
      connections.add(limits);
    }

    @Override
    public void disconnected() {}

    @Override
    public void problem(ConnectionProblem problem) {
      problems.add(problem);
    }

    @Override
    public void notTaken(String topic, String reason) {
      undelivered.add(topic + " " + reason);
    }

    @Override
    public void retainFlag(boolean shown) {
      retainFlags.add(shown);
    }

    @Override
    public void loop(byte[] payload) {}

    @Override
    public void echo(byte[] payload) {}

    @Override
    public void command(Topics.CommandAddress address, CommandMessage message) {}

    @Override
    public void homeAssistantStarted() {}

    @Override
    public void ignored(String topic) {}
  }
}
