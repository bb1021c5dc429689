package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Coming and going of the bridge and of its broker. */
class LifecycleIT {
  private static final String ROOT = "ampwire/bridge/";
  private static final String CLEAN_LEAVE = "Client ampwire-bridge disconnected.";
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
                "chargers: [{id: bay-01, host: 127.0.0.1, port: %d, max-current: 32}]"
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

  /** FAULTS M14. */
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
    assertThat(bridge.log()).contains("stopped: no lifebit any more");
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

  @Test
  void withoutABrokerItPollsAndConnectsWhenThereIsOne() {
    bridge.start();

    await("live").atMost(SOON).until(() -> bridge.status("/q/health/live") == 200);
    await("polls")
        .atMost(SOON)
        .until(() -> bridge.metric("ampwire_polls_total{outcome=\"ok\"}") >= 3);
    assertThat(bridge.status("/q/health/ready")).isEqualTo(503);
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);

    broker.start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    subscriber.await1(ROOT + "status", "online");
    subscriber.awaitJson(ROOT + "bay-01/state", s -> s.get("quality").asText().equals("good"));
    await("ready").atMost(SOON).until(() -> bridge.status("/q/health/ready") == 200);
    assertThat(bridge.page("/q/metrics"))
        .contains("ampwire_polls_total", "ampwire_poll_lateness_seconds", "ampwire_chargers");
  }

  @Test
  void aBrokerThatForgotEverythingIsToldEverythingAgain() {
    runningAndSeenBy();
    await("ready").atMost(SOON).until(() -> bridge.status("/q/health/ready") == 200);

    broker.kill();
    await("not ready").atMost(SOON).until(() -> bridge.status("/q/health/ready") == 503);
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);
    long started = System.nanoTime();
    broker.start();

    Subscriber after = rig.subscribe(broker, "ampwire/#");
    after.await1(ROOT + "status", "online");
    long millis = (System.nanoTime() - started) / 1_000_000;
    System.out.println("lifecycle: broker back to 'online' again " + millis + " ms");
    after.await1(ROOT + "info");
    after.await1(ROOT + "bay-01/meta");
    after.await1(ROOT + "bay-01/state");
    after.await1(ROOT + "bay-01/status", "online");
    await("ready").atMost(SOON).until(() -> bridge.status("/q/health/ready") == 200);
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
