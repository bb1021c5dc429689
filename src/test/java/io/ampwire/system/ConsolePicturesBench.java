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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Pictures of each page at two widths, light and dark, with {@code -Dbench.pictures} chargers in
 * five sites, in the folder {@code -Dbench.folder}. A group for each site shares its limit.
 */
class ConsolePicturesBench {
  private static final int CHARGERS = Integer.getInteger("bench.pictures", 300);
  private static final Path FOLDER = Path.of(System.getProperty("bench.folder", "target/pictures"));
  private static final List<String> SITES =
      List.of("Airport", "Harbour", "Town hall", "Depot", "Station");

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private DemoFleet fleet;

  @Test
  void picturesOfEveryPage() throws IOException {
    fleet =
        new DemoFleet(
            vertx,
            IntStream.range(0, CHARGERS).mapToObj(ConsolePicturesBench::charger).toList(),
            ServerOptions.defaults());
    fleet.start().toCompletionStage().toCompletableFuture().join();
    Mosquitto broker = rig.broker().start();
    BridgeProcess bridge =
        rig.bridge(broker)
            .set("ampwire.homeassistant.enabled", "false")
            .set("ampwire.console.control", "true")
            .file("ampwire.http.operator-token-file", "operators", "alice a-token-of-an-operator")
            .file("ampwire.inventory", "inventory.yaml", inventory())
            .start();
    await("all online")
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(() -> bridge.metric("ampwire_chargers_online") == CHARGERS);
    Files.createDirectories(FOLDER);
    String charger = id(0);
    await("a session")
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(() -> bridge.api("/api/v1/sessions").contains("\"charger\":\"" + charger + "\""));
    for (String width : List.of("1440", "390")) {
      JsonNode found =
          Browser.run(
              "pictures.mjs", bridge.url(), FOLDER.toAbsolutePath().toString(), width, charger);
      System.out.println("pictures " + CHARGERS + " " + width + ": " + found);
      assertThat(found.get("errors")).isEmpty();
      for (JsonNode page : found.get("pages")) {
        assertThat(page.get("violations")).as("axe on %s", page).isEmpty();
        assertThat(page.get("overflow").asInt()).as("sideways scroll of %s", page).isZero();
      }
    }
  }

  private static ChargerOptions charger(int index) {
    String id = id(index);
    ChargerOptions options =
        index % 3 == 2 ? ChargerOptions.singlePhase(id) : ChargerOptions.threePhase(id);
    return options.withSpeed(10).withNinetyNine(false);
  }

  private static String id(int index) {
    String site = SITES.get(index % SITES.size()).toLowerCase(Locale.ROOT).replace(' ', '-');
    return site + "-%02d".formatted(index / SITES.size() + 1);
  }

  private String inventory() {
    StringBuilder yaml = new StringBuilder("defaults: { accept-reference: EVB3S22N40M }\n");
    yaml.append("chargers:\n");
    for (int i = 0; i < CHARGERS; i++) {
      SimulatedCharger charger = fleet.chargers().get(i);
      yaml.append("  - { id: %s, host: 127.0.0.1, port: %d".formatted(id(i), charger.port()))
          .append(", site: " + SITES.get(i % SITES.size()))
          .append(", max-current: 32, tags: [%s] }\n".formatted(i % 2 == 0 ? "fleet" : "visitors"));
    }
    yaml.append("groups:\n");
    for (int site = 0; site < Math.min(CHARGERS, SITES.size()); site++) {
      int of = site;
      String members =
          IntStream.range(0, CHARGERS)
              .filter(i -> i % SITES.size() == of)
              .mapToObj(ConsolePicturesBench::id)
              .collect(Collectors.joining(", "));
      yaml.append("  feeder-%d: { max-current: ".formatted(site + 1))
          .append(Math.max(32, 5 * CHARGERS / SITES.size()))
          .append(site == 4 ? "" : ", share: equal")
          .append(", members: [" + members + "] }\n");
    }
    return yaml.toString();
  }

  @AfterEach
  void stop() {
    if (fleet != null) {
      fleet.stop().toCompletionStage().toCompletableFuture().join();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
