package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console as people see it: on a phone and on a wide screen, light and dark, by mouse and by
 * keyboard. With {@code -Ddocs.write=true} the pictures in docs are made anew.
 */
class ConsoleIT {
  private static final List<String> DOCUMENTED =
      List.of("fleet-1440-light", "charger-1440-light", "fleet-390-light", "events-1440-light");
  private static final String TOKEN = "operator-token-for-the-browser";
  private static final Path DOCS = Path.of("docs/images");

  @RegisterExtension final Rig rig = new Rig();
  @TempDir Path pictures;
  private final Vertx vertx = Vertx.vertx();
  private DemoFleet fleet;

  @Test
  void everyPageIsLiveAndOpenToEverybodyAndAnOperatorControlsFromIt() throws IOException {
    BridgeProcess demo =
        rig.bridge()
            .set("ampwire.demo.mqtt-port", Integer.toString(Ports.free()))
            .file("ampwire.http.operator-token-file", "operators", "alice " + TOKEN)
            .set("ampwire.console.control", "true")
            .start("demo");
    await("ready")
        .atMost(Duration.ofSeconds(60))
        .until(() -> demo.status("/q/health/ready") == 200);

    JsonNode found = Browser.run("console.mjs", demo.url(), pictures.toString(), TOKEN);

    System.out.println("console: " + found);
    assertThat(found.get("errors")).as("what the pages complain of").isEmpty();
    assertThat(found.get("pages")).hasSizeGreaterThanOrEqualTo(20);
    open(found);
    assertThat(found.get("update").asInt()).as("ms until a live update").isPositive();
    assertThat(found.get("keyboard").asText()).isEqualTo("?id=bay-01");
    assertThat(found.at("/csv/status").asInt()).isEqualTo(200);
    assertThat(found.at("/csv/head").asText()).startsWith("charger,id,started,");
    assertThat(found.at("/csv/rows").asInt()).isPositive();
    control(found);
    assertThat(found.get("lost").toString())
        .as("while the bridge was away, and afterwards")
        .isEqualTo("{\"kept\":3,\"warned\":true,\"warnedAfterwards\":false}");
    assertThat(demo.log()).contains("alice signed in").doesNotContain(TOKEN);
    if (Boolean.getBoolean("docs.write")) {
      keep();
    }
  }

  /** FAULTS H09. */
  @Test
  void theStripOfEveryPageFollowsTheBroker() {
    Programs.require("mosquitto");
    int port = Ports.free();
    BridgeProcess bridge =
        rig.bridge()
            .set("ampwire.mqtt.url", "mqtt://127.0.0.1:" + port)
            .set("ampwire.chargers", "bay@127.0.0.1:9")
            .start();
    await("live")
        .atMost(Duration.ofSeconds(60))
        .until(() -> bridge.status("/q/health/live") == 200);

    JsonNode found = Browser.run("strip.mjs", bridge.url(), Integer.toString(port));

    System.out.println("strip: " + found);
    assertThat(found.get("errors")).isEmpty();
    assertThat(found.get("lost").asInt()).as("ms until the loss shows").isLessThan(3_000);
    assertThat(found.get("recovered").asInt()).as("ms until it recovers").isLessThan(20_000);
    assertThat(found.get("strip").asText()).contains("bridge", "0 of 1 charger answering");
  }

  /** FAULTS H11. */
  @Test
  void anOperatorFindsSelectsAndLimitsChargersOfManySites() {
    Mosquitto broker = rig.broker().start();
    fleet = started();
    BridgeProcess bridge =
        rig.bridge(broker)
            .file("ampwire.inventory", "inventory.yaml", inventory())
            .file("ampwire.http.operator-token-file", "operators", "alice " + TOKEN)
            .set("ampwire.console.control", "true")
            .start();
    await("ready")
        .atMost(Duration.ofSeconds(60))
        .until(() -> bridge.status("/q/health/ready") == 200);

    JsonNode found = Browser.run("fleet.mjs", bridge.url(), pictures.toString(), TOKEN);

    System.out.println("fleet: " + found);
    assertThat(found.get("errors")).as("what the pages complain of").isEmpty();
    open(found);
    assertThat(texts(found.at("/collapsed/sites")))
        .containsExactly("Airport", "Harbour", "Town hall");
    assertThat(found.at("/collapsed/rows").asInt()).isZero();
    assertThat(found.at("/collapsed/height").asInt()).isLessThan(1_000);
    assertThat(found.at("/opened/rows").asInt()).isEqualTo(20);
    assertThat(found.at("/opened/address").asText()).isEqualTo("?open=Harbour");
    assertThat(found.get("whole").asText()).isEqualTo("?id=harbour-05");
    assertThat(found.get("back").toString()).isEqualTo("{\"rows\":20,\"sameAddress\":true}");
    assertThat(texts(found.at("/search/sites"))).containsExactly("Airport");
    assertThat(found.at("/search/rows").asInt()).isEqualTo(10);
    assertThat(found.at("/search/shown").asText()).isEqualTo("10 of 60");
    assertThat(found.get("sorted").toString())
        .isEqualTo("{\"last\":\"harbour-20\",\"first\":\"harbour-01\"}");
    assertThat(found.get("selected").asText()).isEqualTo("20 chargers selected");
    assertThat(found.at("/confirmation/title").asText()).isEqualTo("Set a limit: 3 chargers");
    assertThat(texts(found.at("/confirmation/says")))
        .contains(
            "At 2 chargers this stands until somebody changes it: Bay one, airport-02.",
            "At 1 charger this holds while the console is open in this tab, then each falls back"
                + " to its own limit: airport-03.")
        .anyMatch(text -> text.startsWith("Left out, no answer: "));
    assertThat(found.at("/outcome/says").asText()).isEqualTo("3 applied.");
    assertThat(found.get("control").asText()).contains("alice");
    assertThat(fleet.chargers())
        .as("limits that arrived")
        .allMatch(charger -> charger.charger().setPoint() == 9);
  }

  private static void open(JsonNode found) {
    for (JsonNode page : found.get("pages")) {
      assertThat(barriers(page)).as("axe on %s", page.get("page").asText()).isEmpty();
      assertThat(page.get("overflow").asInt()).as("sideways scroll of %s", page).isZero();
    }
  }

  private static void control(JsonNode found) {
    assertThat(found.at("/stranger/controls").asBoolean()).as("a stranger's controls").isFalse();
    assertThat(found.at("/stranger/says").asText()).startsWith("Sign in as an operator");
    JsonNode control = found.get("control");
    assertThat(control.get("ack").asText()).startsWith("12 A applied");
    assertThat(control.get("holder").asText()).isEqualTo("Controlled by alice");
    assertThat(control.get("promised").asText())
        .isEqualTo(
            "The limit holds while this console is open in the tab. 60 s after that the charger"
                + " falls back to 10 A one-phase, 8 A three-phase.");
    assertThat(control.get("cookie").toString())
        .isEqualTo("{\"httpOnly\":true,\"sameSite\":\"Strict\",\"token\":false}");
    assertThat(control.get("scriptSees").asText()).isEmpty();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /** Three chargers that answer; the last of them is leased. */
  private DemoFleet started() {
    List<ChargerOptions> three =
        Stream.of("airport-01", "airport-02", "airport-03")
            .map(id -> ChargerOptions.threePhase(id).withNinetyNine(false))
            .toList();
    DemoFleet started = new DemoFleet(vertx, three, ServerOptions.defaults());
    started.start().toCompletionStage().toCompletableFuture().join();
    return started;
  }

  /** Sixty chargers in three sites, three of which answer. */
  private String inventory() {
    StringBuilder yaml = new StringBuilder("defaults: { accept-reference: EVB3S22N40M }\n");
    yaml.append("chargers:\n");
    int hosts = 0;
    for (String site : List.of("Airport", "Harbour", "Town hall")) {
      for (int i = 1; i <= 20; i++) {
        String id = site.toLowerCase(Locale.ROOT).replace(' ', '-') + "-%02d".formatted(i);
        int port =
            fleet.chargers().stream()
                .filter(charger -> charger.id().equals(id))
                .findFirst()
                .map(SimulatedCharger::port)
                .orElse(9);
        String host = port == 9 ? "127.0.1." + ++hosts : "127.0.0.1";
        yaml.append("  - { id: %s, host: %s, port: %d".formatted(id, host, port))
            .append(", site: " + site)
            .append(", max-current: 32, tags: [%s]".formatted(i % 2 == 0 ? "fleet" : "visitors"))
            .append(id.equals("airport-01") ? ", name: Bay one" : "")
            .append(id.equals("airport-03") ? ", control: leased" : "")
            .append(" }\n");
      }
    }
    return yaml.append(
            "groups:\n  feeder-1: { max-current: 500, members: [airport-01, airport-02] }\n")
        .toString();
  }

  @AfterEach
  void stop() {
    if (fleet != null) {
      fleet.stop().toCompletionStage().toCompletableFuture().join();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static List<String> barriers(JsonNode page) {
    List<String> barriers = new ArrayList<>();
    for (JsonNode violation : page.get("violations")) {
      barriers.add(violation.toString());
    }
    return barriers;
  }

  private static BridgeProcess demo(BridgeProcess bridge) {
    bridge.set("ampwire.demo.mqtt-port", Integer.toString(Ports.free())).start("demo");
    await("ready")
        .atMost(Duration.ofSeconds(30))
        .until(() -> bridge.status("/q/health/ready") == 200);
    return bridge;
  }

  /** The pictures of the documents, of a demo as anybody starts it, and one of control. */
  private void keep() throws IOException {
    keep("control-1440-light");
    Browser.run("console.mjs", demo(rig.bridge()).url(), pictures.toString());
    for (String name : DOCUMENTED) {
      keep(name);
    }
  }

  private void keep(String name) throws IOException {
    Files.copy(
        pictures.resolve(name + ".png"),
        DOCS.resolve("console-" + name + ".png"),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
