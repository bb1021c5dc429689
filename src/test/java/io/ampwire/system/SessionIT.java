package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.demo.Car;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.RegisterImage;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.demo.VehicleStayState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Charging sessions through a kill of the bridge, against the chargers' own meters. */
class SessionIT {
  private static final String ROOT = "ampwire/bridge/";
  private static final int METER = 3203;
  private static final String COUNTER = "energy_active_total";
  private static final String SESSION = "session_energy";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          List.of(ChargerOptions.threePhase("stays"), ChargerOptions.threePhase("leaves")),
          ServerOptions.defaults());

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** The lifetime counter in the charger's registers, kWh. */
  private static double meter(SimulatedCharger charger) {
    RegisterImage image = charger.charger().image();
    long wattHours = 0;
    for (int word = 3; word >= 0; word--) { // low word first
      wattHours = wattHours << 16 | image.word(METER + word);
    }
    return wattHours / 1000.0;
  }

  /** FAULTS S27. */
  @Test
  void aSessionSurvivesAKillInItsMiddleAndSaysWhatWasNotSeen() throws IOException {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    List<SimulatedCharger> chargers = get(fleet.start());
    Mosquitto broker = rig.broker().start();
    Subscriber heard =
        rig.subscribe(broker, ROOT + "+/session", ROOT + "+/event", ROOT + "+/state");
    BridgeProcess bridge = rig.bridge(broker);
    bridge.file("ampwire.inventory", "inventory.yaml", inventory(chargers)).start();
    chargers.forEach(
        charger ->
            heard.awaitJson(
                ROOT + charger.id() + "/state", state -> state.path(COUNTER).isNumber()));

    List<Double> before = chargers.stream().map(SessionIT::meter).toList();
    List<String> ids = chargers.stream().map(charger -> charging(charger, heard)).toList();
    // Time passes for the chargers, so that more than some Wh are at stake.
    chargers.forEach(charger -> charger.charger().tick(Duration.ofMinutes(5)));
    chargers.forEach(
        charger ->
            heard.awaitJson(
                ROOT + charger.id() + "/state", state -> state.path(SESSION).asInt() > 300));
    bridge.kill();
    heard.clear();
    chargers.forEach(charger -> charger.charger().tick(Duration.ofMinutes(2)));
    double left = meter(chargers.get(1));
    assertThat(chargers.get(1).charger().unplug()).isTrue();
    bridge.start();

    heard.awaitJson(ROOT + "stays/state", state -> state.path(COUNTER).isNumber());
    heard.awaitJson(ROOT + "stays/session", session -> session.path("ended").isNull());
    // No leap in time any more: the bridge would hold back a counter that leaps.
    assertThat(chargers.get(0).charger().unplug()).isTrue();
    double after = meter(chargers.get(0));
    JsonNode gone = ended(heard, "leaves");
    JsonNode whole = ended(heard, "stays");

    System.out.printf(
        "session: %.3f kWh by the bridge, %.3f by the charger, through a kill; complete %s%n",
        whole.get("energy").asDouble(), after - before.get(0), whole.get("complete"));
    System.out.printf(
        "session: %.3f kWh by the bridge, %.3f by the charger, left unseen; complete %s%n",
        gone.get("energy").asDouble(), left - before.get(1), gone.get("complete"));
    assertThat(whole.get("id").asText()).as("%s", whole).isEqualTo(ids.get(0));
    assertThat(whole.get("energy_from").asText()).isEqualTo("counter");
    assertThat(whole.get("energy").asDouble()).isCloseTo(after - before.get(0), within(0.010));
    assertThat(whole.get("complete").asBoolean()).isTrue();
    assertThat(whole.get("stop_cause_label").asText()).as("%s", whole).isEqualTo("ev_disconnected");
    assertThat(gone.get("id").asText()).isEqualTo(ids.get(1));
    assertThat(gone.get("energy").asDouble()).isCloseTo(left - before.get(1), within(0.010));
    assertThat(gone.get("complete").asBoolean()).isFalse();
    eachEndedOnce(bridge, heard, ids);
  }

  /** A car comes and charges; the id of its session. */
  private static String charging(SimulatedCharger charger, Subscriber heard) {
    assertThat(charger.charger().plug(new Car(16, 100_000))).isTrue();
    assertThat(charger.charger().authorise()).isTrue();
    await("charging")
        .atMost(SOON)
        .until(() -> charger.charger().stage() == VehicleStayState.CHARGING);
    return heard
        .awaitJson(
            ROOT + charger.id() + "/session",
            session -> session.path("charging_started").isNumber())
        .get("id")
        .asText();
  }

  private static JsonNode ended(Subscriber heard, String charger) {
    return heard.awaitJson(
        ROOT + charger + "/session", session -> session.path("ended").isNumber());
  }

  private static void eachEndedOnce(BridgeProcess bridge, Subscriber heard, List<String> ids)
      throws IOException {
    for (String charger : List.of("stays", "leaves")) {
      JsonNode event =
          heard.awaitJson(
              ROOT + charger + "/event", e -> e.path("type").asText().equals("session_ended"));
      assertThat(ids).contains(event.get("id").asText());
      assertThat(heard.on(ROOT + charger + "/event"))
          .filteredOn(message -> message.payload().contains("session_ended"))
          .hasSize(1);
    }
    JsonNode sessions = JSON.readTree(bridge.api("/api/v1/sessions")).get("sessions");
    assertThat(sessions)
        .extracting(session -> session.get("id").asText())
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(bridge.api("/api/v1/sessions?format=csv").lines()).hasSize(1 + ids.size());
  }

  private static String inventory(List<SimulatedCharger> chargers) {
    StringBuilder yaml = new StringBuilder("chargers:\n");
    chargers.forEach(
        c ->
            yaml.append(
                "  - { id: %s, host: %s, port: %d }\n".formatted(c.id(), c.host(), c.port())));
    return yaml.toString();
  }
}
