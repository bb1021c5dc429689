package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.faults.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Coming and going of the bridge and of its broker. */
class LifecycleIT {
  private static final String ROOT = "ampwire/bridge/";
  private static final String CLEAN_LEAVE = "Client ampwire-bridge disconnected.";
  private static final List<String> KEPT =
      List.of(
          "status",
          "info",
          "bay-01/status",
          "bay-01/state",
          "bay-01/meta",
          "bay-01/point/set_point",
          "bay-01/point/voltage_phase_1");
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Rig rig = new Rig();
  private J2modServer server;
  private Mosquitto broker;
  private BridgeProcess bridge;

  @BeforeEach
  void nothingRunsButTheCharger() {
    server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    broker = rig.broker();
    bridge =
        rig.bridge(broker)
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                "chargers: [{id: bay-01, host: 127.0.0.1, port: %d, max-current: 32, publish: {points: true}}]"
                    .formatted(server.port()));
  }

  private Subscriber runningAndSeenBy() {
    broker.start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    bridge.start();
    subscriber.await1(ROOT + "status", "online");
    subscriber.await1(ROOT + "bay-01/status", "online");
    return subscriber;
  }

  /** FAULTS M13. */
  @Test
  void afterAKillTheBrokerItselfSaysOfflineAndKeepsIt() {
    Subscriber subscriber = runningAndSeenBy();

    bridge.kill();

    subscriber.await1(ROOT + "status", "offline");
    assertThat(broker.log()).doesNotContain(CLEAN_LEAVE);
    Message kept = rig.subscribe(broker, ROOT + "status").await1(ROOT + "status");
    assertThat(kept.payload()).isEqualTo("offline");
    assertThat(kept.retained()).isTrue();
  }

  /** FAULTS M14 and S04. */
  @Test
  void aCleanStopSaysOfflineItselfAndStopsTheLifebitAndWritesNothing() {
    Subscriber subscriber = runningAndSeenBy();
    Commander user = new Commander(broker.port(), subscriber, ROOT + "bay-01");
    await("an applied command")
        .atMost(SOON)
        .until(() -> user.ask("set_point", "10").get("status").asText().equals("applied"));
    await("a lifebit").until(() -> server.writes().contains("4000=1"));

    long asked = System.nanoTime();
    bridge.terminate();
    int code = bridge.exitCode(Duration.ofSeconds(20));
    long millis = (System.nanoTime() - asked) / 1_000_000;

    System.out.println("lifecycle: SIGTERM to the end " + millis + " ms, exit code " + code);
    assertThat(code).isZero();
    assertThat(bridge.log()).contains("stopped: lifebits stopped");
    subscriber.await1(ROOT + "status", "offline");
    Message kept = rig.subscribe(broker, ROOT + "status").await1(ROOT + "status");
    assertThat(kept.payload()).isEqualTo("offline");
    assertThat(kept.retained()).isTrue();
    // A client that takes its leave has no will; one that is cut off "closed its connection".
    await("its leave").untilAsserted(() -> assertThat(broker.log()).contains(CLEAN_LEAVE));
    assertThat(subscriber.on(ROOT + "status").stream().map(Message::payload))
        .as("said once, by the bridge")
        .filteredOn("offline"::equals)
        .hasSize(1);
    assertThat(server.writes().subList(1, server.writes().size()))
        .as("after the set point only lifebits")
        .containsOnly("4000=1");
  }

  /**
   * FAULTS S25. While the application starts, the JVM refuses hooks after a signal and whatever
   * asks for one fails. 143 is the JVM's own code before the main method has begun.
   */
  @Test
  void aSignalAtAnyMomentOfTheStartIsACleanStop() {
    broker.start();
    List<Integer> codes = new ArrayList<>();
    for (int millis = 100; millis <= 2000; millis += 100) {
      long moment = System.nanoTime() + millis * 1_000_000L;
      bridge.start();
      await("the moment to stop")
          .pollInterval(Duration.ofMillis(5))
          .until(() -> System.nanoTime() >= moment);
      bridge.terminate();
      int code = bridge.exitCode(Duration.ofSeconds(20));
      codes.add(code);
      assertThat(code).as("after %d ms:%n%s", millis, bridge.log()).isIn(0, 143);
      assertThat(bridge.log())
          .as("after %d ms", millis)
          .doesNotContain("does not start", "Exception", "\tat ");
    }
    System.out.println("lifecycle: exit codes after 0.1 .. 2.0 s " + codes);
    assertThat(codes).contains(0);
  }

  /** FAULTS M01. */
  @Test
  void withoutABrokerItPollsAndConnectsWhenThereIsOne() {
    FaultProxy way = wayToTheBroker();
    way.refuse();
    bridge.start();

    await("live").atMost(SOON).until(() -> bridge.status("/q/health/live") == 200);
    await("polls")
        .atMost(SOON)
        .until(() -> bridge.metric("ampwire_polls_total{outcome=\"ok\"}") >= 4);
    assertThat(bridge.status("/q/health/ready")).isEqualTo(503);
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);

    broker.start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    way.heal();
    subscriber.await1(ROOT + "status", "online");
    subscriber.awaitJson(ROOT + "bay-01/state", s -> s.get("quality").asText().equals("good"));
    await("ready").atMost(SOON).until(() -> bridge.status("/q/health/ready") == 200);
    await("the backlog").atMost(SOON).until(() -> bridge.metric("ampwire_journal_documents") == 0);
    subscriber.awaitCount(ROOT + "bay-01/backlog", 3);
    Sequences sequences = new Sequences();
    subscriber.all().forEach(sequences::take);
    assertThat(sequences.missing()).isEmpty();
    assertThat(sequences.disorder(List.of(boot(subscriber)))).isEmpty();
    assertThat(sequences.late()).as("read before there was a broker").isGreaterThanOrEqualTo(3);
    assertThat(bridge.page("/q/metrics"))
        .contains("ampwire_polls_total", "ampwire_poll_lateness_seconds", "ampwire_chargers");
  }

  private FaultProxy wayToTheBroker() {
    FaultProxy way = rig.keep(new FaultProxy("127.0.0.1", broker.port()));
    bridge.set("ampwire.mqtt.url", "mqtt://127.0.0.1:" + way.port());
    return way;
  }

  private static String boot(Subscriber subscriber) {
    return subscriber.await1(ROOT + "info").json().get("boot").asText();
  }

  /** FAULTS C04 and M03. */
  @Test
  void aBrokerThatForgotEverythingIsToldEverythingAgain() {
    FaultProxy way = wayToTheBroker();
    runningAndSeenBy();
    await("ready").atMost(SOON).until(() -> bridge.status("/q/health/ready") == 200);
    way.refuse();
    broker.kill();
    await("not ready").atMost(SOON).until(() -> bridge.status("/q/health/ready") == 503);
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);
    broker.start();
    new Pub(broker.port()).retain(ROOT + "bay-01/cmd/set_point", "10");
    Subscriber after = rig.subscribe(broker, "ampwire/#");
    long healed = System.nanoTime();
    way.heal();

    after.await1(ROOT + "status", "online");
    long millis = (System.nanoTime() - healed) / 1_000_000;
    System.out.println("lifecycle: broker back to 'online' again " + millis + " ms");
    after.await1(ROOT + "bay-01/status", "online");
    await("ready").atMost(SOON).until(() -> bridge.status("/q/health/ready") == 200);
    Subscriber late = rig.subscribe(broker, "ampwire/#");
    for (String kept : KEPT) {
      assertThat(late.await1(ROOT + kept).retained()).as(kept).isTrue();
    }
    assertThat(after.await1(ROOT + "bay-01/ack/set_point").json().get("code").asText())
        .isEqualTo("retained");
    assertThat(server.writes()).isEmpty();
    assertThat(bridge.alive()).isTrue();
  }

  @Test
  void aChargerThatGoesAwayIsOfflineAndItsValuesAreGone() {
    Subscriber subscriber = runningAndSeenBy();

    server.close();
    subscriber.await1(ROOT + "bay-01/status", "offline");

    var states = subscriber.on(ROOT + "bay-01/state");
    var last = states.get(states.size() - 1).json();
    assertThat(last.get("quality").asText()).isEqualTo("stale");
    assertThat(new KnownCharger().names()).allMatch(point -> last.get(point).isNull());
    assertThat(bridge.status("/q/health/ready")).isEqualTo(503);
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);
  }
}
