package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.faults.HostileBroker;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connection against a broker that breaks its promises. */
class BrokerSessionTest {
  private static final String ALL = "ampwire/bridge/+/cmd/+";
  private static final String LOOP = "ampwire/bridge/_bridge/cmd/loop";
  private static final String SET_POINT = "ampwire/bridge/bay/cmd/set_point";

  private final Vertx vertx = Vertx.vertx();
  private final HostileBroker broker = new HostileBroker();
  private final Topics topics = new Topics("ampwire", "bridge", Optional.empty());
  private final Recording events = new Recording();
  private final List<String> came = new CopyOnWriteArrayList<>();
  private final BrokerSession session =
      new BrokerSession(
          vertx,
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
    session.start(message -> came.add(message.topicName() + " " + message.payload()));
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
    get(session.publish(topic, payload.getBytes(StandardCharsets.UTF_8), false));
  }

  @Test
  void what_the_subscription_itself_brings_is_not_lost() {
    broker.retain(SET_POINT, "10".getBytes(StandardCharsets.UTF_8));
    start();
    await().until(() -> came.contains(SET_POINT + " 10"));
    assertThat(events.problems).isEmpty();
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
                    && problem.detail().contains("NOT_AUTHORIZED"));
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

  /** Writes down what it is told. */
  private static final class Recording implements BrokerEvents {
    private final List<ConnectionProblem> problems = new CopyOnWriteArrayList<>();
    private final List<String> connections = new CopyOnWriteArrayList<>();

    @Override
    public void connected() {
      connections.add("up");
    }

    @Override
    public void disconnected() {}

    @Override
    public void problem(ConnectionProblem problem) {
      problems.add(problem);
    }

    @Override
    public void loop(byte[] payload) {}

    @Override
    public void echo(byte[] payload) {}

    @Override
    public void command(Topics.CommandAddress address, byte[] payload, boolean retained) {}

    @Override
    public void homeAssistantStarted() {}

    @Override
    public void ignored(String topic) {}
  }
}
