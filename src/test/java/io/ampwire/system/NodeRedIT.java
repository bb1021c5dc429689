package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.demo.Car;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.RegisterDevice;
import io.ampwire.demo.RegisterImage;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.demo.VirtualCharger;
import io.ampwire.demo.WriteLog;
import io.ampwire.map.WordOrder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The flows of {@code deploy/node-red} in a real Node-RED, three chargers on one feeder. */
class NodeRedIT {
  private static final int LIMIT = 30;
  private static final int FALLBACK = 6;
  private static final int SET_POINT = 4004;
  private static final int EV_STATE = 1;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final Car HUNGRY = new Car(32, 1e6);

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          Stream.of("bay-01", "bay-02", "bay-03").map(NodeRedIT::charger).toList(),
          ServerOptions.defaults());
  private final DoubleAccumulator drawn = new DoubleAccumulator(Math::max, 0);
  private final RegisterImage watched =
      RegisterImage.evlinkProAc(WordOrder.LOW_WORD_FIRST).putU16(EV_STATE, 2);
  private List<SimulatedCharger> chargers;
  private Subscriber subscriber;
  private NodeRed nodeRed;
  private Map<String, String> settings;

  private static ChargerOptions charger(String id) {
    Duration patience = Duration.ofSeconds(6);
    return new ChargerOptions(
        id,
        WordOrder.LOW_WORD_FIRST,
        3,
        7,
        0,
        patience,
        true,
        new ChargerOptions.Limits(16, FALLBACK, FALLBACK));
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void chargersABrokerABridgeAndNodeRed() {
    chargersABrokerABridgeAndNodeRed("");
  }

  private void chargersABrokerABridgeAndNodeRed(String groups) {
    nodeRed = rig.nodeRed();
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    chargers = get(fleet.start());
    ModbusServer fourth =
        new ModbusServer(
            vertx, "127.0.0.1", 0, RegisterDevice.keeping(watched), ServerOptions.defaults());
    rig.keep(() -> get(fourth.stop()));
    get(fourth.start());
    Mosquitto broker = rig.broker().start();
    subscriber = rig.subscribe(broker, "ampwire/#");
    StringBuilder yaml =
        new StringBuilder("defaults: { max-current: 32, control: leased }\nchargers:\n");
    chargers.forEach(
        c ->
            yaml.append(
                "  - { id: %s, host: %s, port: %d }\n".formatted(c.id(), c.host(), c.port())));
    yaml.append(
        "  - { id: bay-04, host: 127.0.0.1, port: %d, control: none, name: Visitors }\n"
            .formatted(fourth.port()));
    yaml.append(groups);
    rig.bridge(broker).file("ampwire.inventory", "inventory.yaml", yaml.toString()).start();
    subscriber.await1("ampwire/bridge/bay-04/status", "online");
    settings =
        Map.of(
            "SITE_BROKER",
            broker.url(),
            "SITE_LIMIT",
            Integer.toString(LIMIT),
            "SITE_LEASE",
            "8",
            "SITE_SETTLE",
            "2");
  }

  private void deployed() {
    assertThat(nodeRed.deploy(settings)).as("the answer to the import").isEqualTo(204);
  }

  /**
   * A broker sends what it retains once for each subscription, and Node-RED's client subscribes a
   * topic once for all nodes. Whoever deploys beside a tab that is connected still sees every row.
   */
  @Test
  void tenDeploysInARowBesideAConnectedTabShowEveryRow() {
    chargersABrokerABridgeAndNodeRed();
    String info = "ampwire/bridge/info";
    assertThat(nodeRed.deployUsersTab(settings, info)).isEqualTo(204);
    await("connected").atMost(LONG).until(() -> connections() == 1);

    int right = 0;
    for (int deploy = 1; deploy <= 10; deploy++) {
      assertThat(nodeRed.deployBeside(settings, info)).isEqualTo(204);
      await("every row after deploy " + deploy).atMost(SOON).untilAsserted(this::assertRows);
      right++;
      assertThat(nodeRed.deployUsersTab(settings, info)).isEqualTo(204);
    }

    System.out.println("node-red: " + right + " of 10 deploys show every row right");
    assertThat(connections()).as("connections of the broker node").isEqualTo(1);
  }

  private long connections() {
    return nodeRed.log().lines().filter(line -> line.contains("Connected to broker")).count();
  }

  private void assertRows() {
    assertThat(nodeRed.remembered("Site dashboard", "rows"))
        .extracting(row -> row.path("charger").asText() + " " + row.path("state").asText())
        .containsExactly(
            "bay-01 available_not_ready",
            "bay-02 available_not_ready",
            "bay-03 available_not_ready",
            "Visitors (bay-04) available_not_ready");
    JsonNode managed = nodeRed.remembered("Load management", "chargers");
    for (SimulatedCharger charger : chargers) {
      assertThat(managed.path(charger.id()).path("online").asBoolean()).isTrue();
      assertThat(managed.path(charger.id()).path("max").asInt()).isEqualTo(32);
    }
  }

  private VirtualCharger car(int bay) {
    return chargers.get(bay - 1).charger();
  }

  private void plug(int bay) {
    assertThat(car(bay).plug(HUNGRY) && car(bay).authorise()).isTrue();
  }

  private void awaitShares(String when, Integer... amps) {
    await(when)
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(chargers.stream().map(c -> c.charger().setPoint()))
                    .containsExactly(amps));
  }

  @Test
  void theSiteLimitIsSharedAndWhenNodeRedEndsTheChargersFallBack() {
    chargersABrokerABridgeAndNodeRed();
    deployed();
    awaitShares("every charger is taken over", FALLBACK, FALLBACK, FALLBACK);
    await("control").atMost(LONG).until(() -> all(VirtualCharger::controlled));
    vertx.setPeriodic(50, tick -> drawn.accumulate(amps()));

    plug(1);
    awaitShares("one car gets what the others need not keep", 18, 6, 6);
    plug(2);
    awaitShares("two cars share", 12, 12, 6);
    plug(3);
    awaitShares("three cars share", 10, 10, 10);
    await("they draw it").atMost(LONG).until(() -> amps() > LIMIT - 1);
    assertNumbersArrived();
    car(1).unplug();
    awaitShares("who stays gets more", 6, 12, 12);

    watched.putU16(EV_STATE, 10);
    await("the alarm").atMost(LONG).until(() -> nodeRed.log().contains("bay-04 has a fault"));

    assertThat(chargers).noneMatch(c -> c.charger().fellBack());
    int before = setPoints();
    nodeRed.kill();
    await("fallback").atMost(LONG).until(() -> all(c -> c.fellBack() && c.limit() == FALLBACK));
    assertThat(setPoints()).as("set points written").isEqualTo(before);
    for (SimulatedCharger charger : chargers) {
      JsonNode lost =
          subscriber.awaitJson(
              "ampwire/bridge/" + charger.id() + "/event",
              e -> "control_lost".equals(e.get("type").asText()));
      assertThat(lost.get("reason").asText()).isEqualTo("lease_expired");
    }
    assertThat(mostGranted()).as("sum of the set points in force, A").isLessThanOrEqualTo(LIMIT);
    assertThat(drawn.get()).as("drawn together, A").isBetween(LIMIT - 1.0, LIMIT + 0.01);
    assertThat(nodeRed.log()).doesNotContain("[error]").doesNotContain("Waiting for missing types");
    System.out.println(
        "node-red: site limit %d A, most granted %d A, most drawn %.2f A, %d set points"
            .formatted(LIMIT, mostGranted(), drawn.get(), before));
  }

  /** The bridge shares the limit that the flow sends, and keeps its safe current without it. */
  @Test
  void theLimitOfAGroupIsRenewedAndWhenNodeRedEndsTheSafeCurrentHolds() {
    chargersABrokerABridgeAndNodeRed(
        """
        groups:
          feeder-1:
            max-current: 63
            safe-current: 18
            share: equal
            members: [bay-01, bay-02, bay-03]
        """);
    Map<String, String> withGroup = new HashMap<>(settings);
    withGroup.put("SITE_GROUP", "feeder-1");
    assertThat(nodeRed.deploy(withGroup)).as("the answer to the import").isEqualTo(204);
    String acks = "ampwire/bridge/_group/feeder-1/ack/limit";
    subscriber.awaitCount(acks, 1);
    vertx.setPeriodic(50, tick -> drawn.accumulate(amps()));
    plug(1);
    plug(2);
    plug(3);
    awaitShares("three cars share", 10, 10, 10);
    await("they draw it").atMost(LONG).until(() -> amps() > LIMIT - 1);
    subscriber.awaitCount(acks, 3);
    assertThat(subscriber.on(acks))
        .allMatch(ack -> ack.json().get("status").asText().equals("applied"));
    assertThat(subscriber.all()).noneMatch(m -> m.topic().contains("/cmd/set_point"));

    nodeRed.kill();
    awaitShares("the safe current", 6, 6, 6);
    assertThat(drawn.get()).as("drawn together, A").isBetween(LIMIT - 1.0, LIMIT + 0.01);
    System.out.println(
        "node-red: %d limits for the group, most drawn %.2f A"
            .formatted(subscriber.on(acks).size(), drawn.get()));
  }

  /**
   * Lost answers, commands whose end nobody knows, chargers that vanish: whatever happens, what may
   * flow stays below the limit.
   */
  @Test
  void inNoneOfManyRandomDaysTheLimitIsExceeded() {
    JsonNode days = NodeRed.days(60);

    System.out.println("node-red: random days: " + days);
    assertThat(days.path("days").asInt()).isEqualTo(60);
    assertThat(days.path("over").asInt(-1)).as("set points above the limit, A").isZero();
    assertThat(days.path("drawnOver").asInt(-1)).as("drawn above the limit, A").isZero();
    assertThat(days.path("used").asDouble()).as("of the limit was given away").isGreaterThan(0.9);
  }

  private void assertNumbersArrived() {
    JsonNode heard = nodeRed.remembered("Load management", "chargers");
    for (SimulatedCharger charger : chargers) {
      JsonNode state = heard.path(charger.id()).path("state");
      for (String point : List.of("voltage_phase_1", "current_phase_1", "set_point", "frequence")) {
        assertThat(state.path(point).isNumber()).as("%s is a number: %s", point, state).isTrue();
      }
    }
    assertThat(nodeRed.status("/dashboard/site")).as("the dashboard").isEqualTo(200);
  }

  private boolean all(Predicate<VirtualCharger> wanted) {
    return chargers.stream().map(SimulatedCharger::charger).allMatch(wanted);
  }

  private double amps() {
    return chargers.stream().mapToDouble(c -> c.charger().amps()).sum();
  }

  private int setPoints() {
    return chargers.stream().mapToInt(c -> c.server().writes().of(SET_POINT).size()).sum();
  }

  private record Granted(String charger, WriteLog.Entry write) {}

  /** The largest sum of the values that the chargers' registers held at once. */
  private int mostGranted() {
    Map<String, Integer> now = new HashMap<>();
    return chargers.stream()
        .flatMap(c -> c.server().writes().of(SET_POINT).stream().map(w -> new Granted(c.id(), w)))
        .filter(granted -> granted.write().accepted())
        .sorted(Comparator.comparingLong(granted -> granted.write().nanoTime()))
        .mapToInt(
            granted -> {
              now.put(granted.charger(), granted.write().value());
              return now.values().stream().mapToInt(Integer::intValue).sum();
            })
        .max()
        .orElseThrow();
  }
}
