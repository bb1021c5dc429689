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
 * keyboard. With {@code -Dampwire.docs.write=true} the pictures in docs are made anew.
 */
class ConsoleIT {
  private static final Set<String> BARRIERS = Set.of("serious", "critical");
  private static final List<String> DOCUMENTED =
      List.of("fleet-1440-light", "charger-1440-light", "fleet-390-light", "events-1440-light");
  private static final Path DOCS = Path.of("docs/images");

  @RegisterExtension final Rig rig = new Rig();
  @TempDir Path pictures;

  @Test
  void everyPageIsLiveAndOpenToEverybodyOnEveryWidth() throws IOException {
    BridgeProcess demo =
        rig.bridge().set("ampwire.demo.mqtt-port", Integer.toString(Ports.free())).start("demo");
    await("ready")
        .atMost(Duration.ofSeconds(60))
        .until(() -> demo.status("/q/health/ready") == 200);

    JsonNode found = Browser.run("console.mjs", demo.url(), pictures.toString());

    System.out.println("console: " + found);
    assertThat(found.get("errors")).as("what the pages complain of").isEmpty();
    assertThat(found.get("pages")).hasSizeGreaterThanOrEqualTo(8);
    for (JsonNode page : found.get("pages")) {
      assertThat(barriers(page)).as("axe on %s", page.get("page").asText()).isEmpty();
      assertThat(page.get("overflow").asInt()).as("sideways scroll of %s", page).isZero();
    }
    assertThat(found.get("update").asInt()).as("ms until a live update").isLessThan(2_000);
    assertThat(found.get("keyboard").asText()).isEqualTo("?id=bay-01");
    if (Boolean.getBoolean("ampwire.docs.write")) {
      keep();
    }
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

  private void keep() throws IOException {
    for (String name : DOCUMENTED) {
      Files.copy(
          pictures.resolve(name + ".png"),
          DOCS.resolve("console-" + name + ".png"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
