package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The library in the console as people see it. With {@code -Ddocs.write=true} the pictures in docs
 * are made anew.
 */
class LibraryPagesIT {
  private static final List<String> DOCUMENTED =
      List.of("library-1440-light", "map-1440-light", "upload-1440-light", "library-390-light");
  private static final Path DOCS = Path.of("docs/images");
  private static final Path TABLE = Path.of("src/test/resources/tables/vestel-evc04.csv");

  @RegisterExtension final Rig rig = new Rig();
  @TempDir Path pictures;

  @Test
  void mapsAreShownAndMadeOnEveryWidthByEverybody() throws Exception {
    BridgeProcess demo =
        rig.bridge().set("ampwire.demo.mqtt-port", Integer.toString(Ports.free())).start("demo");
    await("ready")
        .atMost(Duration.ofSeconds(60))
        .until(() -> demo.status("/q/health/ready") == 200);

    assertThat(get(demo.url() + "/q/openapi")).contains("openapi: 3.1", "/api/v1/maps/import");
    System.out.println("map: " + get(demo.url() + "/api/v1/maps/schneider-evlink-pro-ac"));

    JsonNode found =
        Browser.run(
            "library.mjs", demo.url(), pictures.toString(), TABLE.toAbsolutePath().toString());

    System.out.println("library: " + found);
    assertThat(found.get("errors")).as("what the pages complain of").isEmpty();
    assertThat(found.get("pages")).hasSize(10);
    for (JsonNode page : found.get("pages")) {
      assertThat(barriers(page)).as("axe on %s", page.get("page").asText()).isEmpty();
      assertThat(page.get("overflow").asInt()).as("sideways scroll of %s", page).isZero();
    }
    shown(found);
    if (Boolean.getBoolean("docs.write")) {
      keep();
    }
  }

  private static String get(String address) throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  private static void shown(JsonNode found) {
    assertThat(found.at("/library/totals").asText()).endsWith(" maps, 0 proved on the device");
    assertThat(found.at("/library/maps").asInt()).isGreaterThanOrEqualTo(14);
    assertThat(found.at("/library/contradicted").asText())
        .isEqualTo("Evidence contradicts 9 points.");
    assertThat(found.at("/map/rung").asText()).isEqualTo("simulator only");
    assertThat(found.at("/map/tooltip").asText()).isEqualTo("transport, gray");
    assertThat(found.at("/map/records").asInt()).isEqualTo(3);
    assertThat(found.at("/map/points").asInt()).isEqualTo(37);
    assertThat(found.at("/map/against").asText())
        .contains("the document says high word first, the evidence low");
    assertThat(found.at("/upload/summary").asText()).contains("13 points from 16 rows");
    assertThat(found.at("/upload/points").asInt()).isEqualTo(13);
    assertThat(found.at("/upload/focus").asText()).isEqualTo("h-result");
    assertThat(found.at("/upload/yaml").asBoolean()).isTrue();
    assertThat(found.at("/upload/file").asText()).isEqualTo("vestel-evc04.yaml");
    assertThat(found.get("refused").asText()).contains("never written by hand");
    assertThat(found.get("marked")).extracting(JsonNode::asText).containsExactly("1");
    assertThat(found.get("mended").asText()).contains("1 point from 1 row");
    assertThat(found.get("keyboard").asText()).isEqualTo("?id=schneider-evlink-pro-ac");
  }

  private static List<String> barriers(JsonNode page) {
    List<String> barriers = new ArrayList<>();
    for (JsonNode violation : page.get("violations")) {
      barriers.add(violation.toString());
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
