package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console as people see it: on a phone and on a wide screen, light and dark, by mouse and by
 * keyboard. With {@code -Ddocs.write=true} the pictures in docs are made anew.
 */
class ConsoleIT {
  private static final Set<String> BARRIERS = Set.of("serious", "critical");
  private static final List<String> DOCUMENTED =
      List.of("fleet-1440-light", "charger-1440-light", "fleet-390-light", "events-1440-light");
  private static final String TOKEN = "operator-token-for-the-browser";
  private static final Path DOCS = Path.of("docs/images");

  @RegisterExtension final Rig rig = new Rig();
  @TempDir Path pictures;

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
    assertThat(found.get("pages")).hasSizeGreaterThanOrEqualTo(13);
    for (JsonNode page : found.get("pages")) {
      assertThat(barriers(page)).as("axe on %s", page.get("page").asText()).isEmpty();
      assertThat(page.get("overflow").asInt()).as("sideways scroll of %s", page).isZero();
    }
    assertThat(found.get("update").asInt()).as("ms until a live update").isPositive();
    assertThat(found.get("keyboard").asText()).isEqualTo("?id=bay-01");
    control(found);
    assertThat(found.get("lost").toString())
        .as("while the bridge was away, and afterwards")
        .isEqualTo("{\"kept\":3,\"warned\":true,\"warnedAfterwards\":false}");
    assertThat(demo.log()).contains("alice signed in").doesNotContain(TOKEN);
    if (Boolean.getBoolean("docs.write")) {
      keep();
    }
  }

  private static void control(JsonNode found) {
    assertThat(found.at("/stranger/controls").asBoolean()).as("a stranger's controls").isFalse();
    assertThat(found.at("/stranger/says").asText()).startsWith("Sign in as an operator");
    JsonNode control = found.get("control");
    assertThat(control.get("ack").asText()).startsWith("12 A applied");
    assertThat(control.get("holder").asText()).isEqualTo("Held by alice");
    assertThat(control.get("cookie").toString())
        .isEqualTo("{\"httpOnly\":true,\"sameSite\":\"Strict\",\"token\":false}");
    assertThat(control.get("scriptSees").asText()).isEmpty();
  }

  private static List<String> barriers(JsonNode page) {
    List<String> barriers = new ArrayList<>();
    for (JsonNode violation : page.get("violations")) {
      if (BARRIERS.contains(violation.get("impact").asText())) {
        barriers.add(violation.toString());
      }
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
