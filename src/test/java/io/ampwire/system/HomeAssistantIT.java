package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.demo.Car;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.MapDevice;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.faults.Maps;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A real Home Assistant, with simulated chargers of four makers behind a real bridge and broker.
 */
@Tag("home-assistant")
class HomeAssistantIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration BACK = Duration.ofSeconds(10);
  private static final List<String> OTHERS =
      List.of("keba-kecontact-p30", "alfen-eve-ng9xx", "vestel-evc04");
  private static final String LIMIT = "number.bay_01_charging_limit";
  private static final String PAUSE = "switch.bay_01_charging_pause";
  private static final String BROKER_LOST =
      "[homeassistant.components.mqtt.client] Error returned from MQTT server:"
          + " The connection was lost.";
  private static final String ENERGY = "sensor.bay_01_energy_active_total";
  private static final String STATUS = "homeassistant/status";
  private static final int SET_POINT = 4004;

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, String> entries = new LinkedHashMap<>();
  private final Map<String, Duration> back = new LinkedHashMap<>();
  private SimulatedCharger evlink;
  private Mosquitto broker;
  private BridgeProcess bridge;
  private HomeAssistant home;
  private Subscriber announced;

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** FAULTS M19. */
  @Test
  void everyEntityWorksInARealHomeAssistant() {
    long begun = System.nanoTime();
    home = rig.homeAssistant();
    rig.keep(() -> get(vertx.close()));
    chargers();
    broker = rig.broker().start();
    announced = rig.subscribe(broker, "homeassistant/device/#");
    bridge = rig.bridge(broker);
    bridge.set("ampwire.homeassistant.console-url", bridge.url());
    inventory();
    bridge.start();
    home.start();
    home.setUp(broker);
    String version = home.version();

    Map<String, JsonNode> entities = everyEntityIsThereAndHasAState();
    theDeviceSaysWhatItIs();
    theEnergyDashboardTakesTheCounters();
    theLimitAndThePauseReachTheRegister();
    restarts();
    aChargerThatLeavesTakesItsEntitiesAlong();

    home.stop();
    assertThat(home.complaints())
        .as("its log: nothing but that the broker was killed")
        .singleElement(InstanceOfAssertFactories.STRING)
        .endsWith(BROKER_LOST);
    System.out.printf(
        "home assistant %s: %d entities in %d devices, 1 line about the killed broker,"
            + " 0 about us, %.0f s%n",
        version, entities.size(), OTHERS.size() + 2, (System.nanoTime() - begun) / 1e9);
    // Last, so that a machine that is too slow hides nothing of the above.
    assertThat(back).hasSize(3);
    back.forEach((what, time) -> assertThat(time).as(what).isLessThan(BACK));
  }

  private void chargers() {
    DemoFleet fleet =
        new DemoFleet(
            vertx,
            List.of(ChargerOptions.threePhase("bay-01").withNinetyNine(false)),
            ServerOptions.defaults());
    rig.keep(() -> get(fleet.stop()));
    evlink = get(fleet.start()).get(0);
    assertThat(evlink.charger().plug(new Car(32, 1e6)) && evlink.charger().authorise()).isTrue();
    entry(
        "bay-01",
        "schneider-evlink-pro-ac",
        evlink.port(),
        "name: Visitors, site: Car park north, tags: [visitors],"
            + " allow-writes: [set_command, degraded_set_point_mono, degraded_set_point_tri]");
    for (String id : OTHERS) {
      MapDevice device = new MapDevice(Maps.of(id));
      device.charge(new Car(32, 1e6));
      ModbusServer server =
          new ModbusServer(
              vertx,
              "127.0.0.1",
              0,
              device,
              ServerOptions.defaults().withUnits(device.units().toArray(Integer[]::new)));
      rig.keep(() -> get(server.stop()));
      get(server.start());
      vertx.setPeriodic(200, tick -> device.tick(Duration.ofMillis(200)));
      entry(id, id, server.port(), "accept-no-failsafe: true");
    }
  }

  private void entry(String id, String map, int port, String more) {
    entries.put(
        id,
        "  - { id: %s, host: 127.0.0.1, port: %d, map: %s, max-current: 16, %s }\n"
            .formatted(id, port, map, more));
  }

  private void inventory() {
    bridge.file(
        "ampwire.inventory", "inventory.yaml", "chargers:\n" + String.join("", entries.values()));
  }

  /** Entities by the unique id that the bridge announced, from Home Assistant's own registry. */
  private Map<String, JsonNode> everyEntityIsThereAndHasAState() {
    Map<String, JsonNode> wanted = new HashMap<>();
    await("all announced")
        .atMost(LONG)
        .until(
            () -> {
              wanted.putAll(announcedEntities());
              return announcedDevices() == entries.size() + 1;
            });
    Map<String, JsonNode> registry = new TreeMap<>();
    await("the same entities in its registry")
        .atMost(LONG)
        .untilAsserted(
            () -> {
              registry.clear();
              registry.putAll(registry());
              assertThat(registry.keySet()).containsExactlyInAnyOrderElementsOf(wanted.keySet());
            });
    registry.forEach(
        (unique, entity) -> {
          assertThat(entity.path("entity_id").asText())
              .as(unique)
              .isEqualTo(wanted.get(unique).path("default_entity_id").asText());
          assertThat(entity.path("disabled_by").isNull()).as("%s is enabled", unique).isTrue();
        });
    awaitNone("all available", "missing", "unavailable");
    return registry;
  }

  private long announcedDevices() {
    return announced.all().stream()
        .map(Message::topic)
        .filter(topic -> topic.endsWith("/config"))
        .distinct()
        .count();
  }

  private Map<String, JsonNode> announcedEntities() {
    Map<String, JsonNode> entities = new HashMap<>();
    announced.all().stream()
        .filter(message -> message.topic().endsWith("/config"))
        .forEach(
            message ->
                message
                    .json()
                    .path("components")
                    .forEach(one -> entities.put(one.path("unique_id").asText(), one)));
    return entities;
  }

  private Map<String, JsonNode> registry() {
    Map<String, JsonNode> registry = new TreeMap<>();
    for (JsonNode entity : home.ask("config/entity_registry/list", Map.of())) {
      if (entity.path("platform").asText().equals("mqtt")) {
        registry.put(entity.path("unique_id").asText(), entity);
      }
    }
    return registry;
  }

  private void awaitNone(String when, String... states) {
    await(when)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(() -> assertThat(without(Set.of(states))).isEmpty());
  }

  /** Entities in one of these states; a button and a last session may have none yet. */
  private List<String> without(Set<String> states) {
    Map<String, JsonNode> shown = home.states();
    List<String> without = new ArrayList<>();
    for (JsonNode entity : registry().values()) {
      String id = entity.path("entity_id").asText();
      String state = shown.containsKey(id) ? shown.get(id).path("state").asText() : "missing";
      boolean waits =
          (id.startsWith("button.") || id.contains("_last_charging_session_"))
              && state.equals("unknown");
      if (states.contains(state) && !waits) {
        without.add(id + " is " + state);
      }
    }
    return without;
  }

  private void theDeviceSaysWhatItIs() {
    Map<String, JsonNode> devices = new TreeMap<>();
    for (JsonNode device : home.ask("config/device_registry/list", Map.of())) {
      devices.put(device.path("name").asText(), device);
    }
    JsonNode device = devices.get("Visitors");
    assertThat(device.path("manufacturer").asText()).isEqualTo("Schneider Electric");
    assertThat(device.path("model").asText()).isEqualTo("Schneider Electric EVlink Pro AC");
    assertThat(device.path("sw_version").asText()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(device.path("configuration_url").asText())
        .isEqualTo(bridge.url() + "/charger.html?id=bay-01");
    Set<String> areas = new TreeSet<>();
    for (JsonNode area : home.ask("config/area_registry/list", Map.of())) {
      if (area.path("area_id").asText().equals(device.path("area_id").asText())) {
        areas.add(area.path("name").asText());
      }
    }
    assertThat(areas).containsExactly("Car park north");
  }

  /** Each counter of energy is offered for the dashboard, and the first one is accepted there. */
  private void theEnergyDashboardTakesTheCounters() {
    Set<String> counters = new TreeSet<>();
    announcedEntities()
        .values()
        .forEach(
            entity -> {
              // The last session's energy has no state class: it is no counter.
              if (entity.path("device_class").asText().equals("energy")
                  && entity.hasNonNull("state_class")) {
                counters.add(entity.path("default_entity_id").asText());
              }
            });
    assertThat(counters).contains(ENERGY).hasSizeGreaterThan(4);
    Map<String, JsonNode> offered = new TreeMap<>();
    home.ask("recorder/list_statistic_ids", Map.of("statistic_type", "sum"))
        .forEach(one -> offered.put(one.path("statistic_id").asText(), one));
    assertThat(offered.keySet()).containsAll(counters);
    assertThat(offered.get(ENERGY).path("unit_class").asText()).isEqualTo("energy");

    home.ask(
        "energy/save_prefs",
        Map.of("device_consumption", List.of(Map.of("stat_consumption", ENERGY))));
    JsonNode complaints = home.ask("energy/validate", Map.of()).at("/device_consumption/0");
    // The first statistics are there at the next full five minutes.
    assertThat(complaints)
        .extracting(one -> one.path("type").asText())
        .isSubsetOf("statistics_not_defined");
  }

  private void theLimitAndThePauseReachTheRegister() {
    assertThat(register()).as("set point before anybody asks, A").isEqualTo(16);
    home.call("switch.turn_on", PAUSE, Map.of());
    awaitControl("a pause before any limit", 0, "on", "16");
    home.call("number.set_value", LIMIT, Map.of("value", 12));
    awaitControl("the limit", 12, "off", "12");
    System.out.println("home assistant: register 4004 reads " + register() + " after 12");
    home.call("switch.turn_on", PAUSE, Map.of());
    awaitControl("a pause keeps the limit", 0, "on", "12");
    home.call("switch.turn_off", PAUSE, Map.of());
    awaitControl("the end of the pause", 12, "off", "12");
    Subscriber answers = rig.subscribe(broker, "ampwire/bridge/+/ack/set_point");
    for (String id : OTHERS) {
      String limit = "number." + id.replace('-', '_') + "_charging_limit";
      // A charger whose word order is not proved yet refuses until its fallback is known.
      await("the limit of " + id)
          .atMost(LONG)
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                answers.clear();
                home.call("number.set_value", limit, Map.of("value", 8));
                JsonNode answer = answers.await1("ampwire/bridge/" + id + "/ack/set_point").json();
                assertThat(answer.path("status").asText()).as("%s", answer).isEqualTo("applied");
              });
    }
    awaitNone("every entity has a value", "missing", "unavailable", "unknown");
  }

  private void awaitControl(String what, int register, String pause, String limit) {
    await(what)
        .atMost(BACK)
        .untilAsserted(
            () ->
                assertThat(List.of(register() + "", home.state(PAUSE), home.state(LIMIT)))
                    .containsExactly(register + "", pause, limit));
  }

  /** The charger's own register. */
  private int register() {
    return evlink.charger().image().word(SET_POINT);
  }

  private void restarts() {
    home.stop();
    assertThat(home.complaints()).as("its log up to its first restart").isEmpty();
    Subscriber status = rig.subscribe(broker, STATUS);
    home.start();
    assertBack("Home Assistant");
    // Its background task that subscribes and then says so does not handle a broker that ends
    // meanwhile: MQTT._async_resubscribe_and_publish_birth_message in mqtt/client.py.
    status.await1(STATUS, "online");

    broker.kill();
    broker.start();
    long listening = System.nanoTime();
    // Home Assistant itself tries every ten seconds, and says that it is there.
    rig.subscribe(broker, STATUS).await1(STATUS, "online");
    System.out.printf(
        "home assistant: connects %.1f s after the broker%n",
        (System.nanoTime() - listening) / 1e9);
    assertBack("the broker, from Home Assistant's own connection");

    bridge.terminate();
    bridge.exitCode(Duration.ofSeconds(20));
    bridge.start();
    assertBack("the bridge");
  }

  /**
   * The set point of an Alfen lapses while the bridge is away, and that of a KEBA cannot be read:
   * the bridge does not resume their control, so they have no limit until somebody sets one.
   */
  private static boolean lapsed(String entity) {
    return entity.matches(
        "[a-z_]+\\.(alfen|keba)_.*_(charging_limit|charging_pause|control_by|limit_exceeded) is"
            + " unknown");
  }

  /** Every state but those of answers to commands, which nobody retains. */
  private void assertBack(String what) {
    long started = System.nanoTime();
    AtomicReference<List<String>> last = new AtomicReference<>(List.of());
    await("states after a restart of " + what)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () ->
                without(Set.of("missing", "unavailable", "unknown")).stream()
                    .filter(one -> !one.contains("_last_command "))
                    .filter(one -> !lapsed(one))
                    .toList(),
            waiting -> {
              if (!waiting.isEmpty()) {
                last.set(waiting);
              }
              return waiting.isEmpty();
            });
    System.out.printf(
        "home assistant: last to come back: %s of %d%n",
        last.get().stream().limit(3).toList(), last.get().size());
    awaitControl("the limit after a restart of " + what, 12, "off", "12");
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        "home assistant: %.1f s to every state after a restart of %s%n", seconds, what);
    back.put(what, Duration.ofMillis((long) (1000 * seconds)));
  }

  private void aChargerThatLeavesTakesItsEntitiesAlong() {
    String leaves = OTHERS.get(2);
    String part = leaves.replace('-', '_');
    assertThat(home.states().keySet()).anyMatch(id -> id.contains(part));
    Subscriber wire = rig.subscribe(broker, "homeassistant/device/#", "probe/home");
    entries.remove(leaves);
    inventory();
    await("its entities and its device are gone")
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(home.states().keySet()).noneMatch(id -> id.contains(part));
              assertThat(registry().keySet()).noneMatch(id -> id.contains(leaves));
              assertThat(home.ask("config/device_registry/list", Map.of()))
                  .noneMatch(device -> device.path("name").asText().equals(leaves));
            });
    // All that Home Assistant publishes at the removal is on the wire before this.
    home.ask(
        "call_service",
        Map.of(
            "domain",
            "mqtt",
            "service",
            "publish",
            "service_data",
            Map.of("topic", "probe/home", "payload", "after")));
    wire.await1("probe/home", "after");
    // It clears the topic of a device once more for each entity that it holds disabled.
    assertThat(wire.all())
        .filteredOn(message -> message.topic().contains(leaves) && message.payload().isEmpty())
        .as("empty messages: the bridge's alone")
        .hasSize(1);
  }
}
