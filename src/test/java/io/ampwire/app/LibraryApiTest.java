package io.ampwire.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The maps over HTTP: reading, converting, and every way to be refused. */
@QuarkusTest
@TestProfile(DemoProfile.class)
class LibraryApiTest {
  /** Map files that are shipped. */
  private static final int MAPS =
      Objects.requireNonNull(
              Path.of("src/main/resources/maps").toFile().list((d, name) -> name.endsWith(".yaml")))
          .length;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAP = "schneider-evlink-pro-ac";
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TestHTTPResource URI root;

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve("/" + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("/" + path))
            .header("Content-Type", type)
            .POST(body)
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  private static void isProblem(HttpResponse<String> answer, int status, String said)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).get("status").asInt()).isEqualTo(status);
    assertThat(json(answer).get("detail").asText()).contains(said);
  }

  @Test
  void the_list_has_every_map_with_its_rung_and_counts() throws Exception {
    HttpResponse<String> answer = get("api/v1/maps");

    assertThat(json(answer)).hasSize(MAPS);
    JsonNode evlink = json(answer).get(0);
    assertThat(evlink.get("id").asText()).isEqualTo(MAP);
    assertThat(evlink.get("rung").asText()).isEqualTo("transport");
    assertThat(evlink.get("colour").asText()).isEqualTo("gray");
    assertThat(evlink.at("/counts/points").asInt()).isEqualTo(37);
    assertThat(evlink.at("/counts/required").asInt()).isEqualTo(34);
    assertThat(evlink.at("/counts/contradicted").asInt()).isEqualTo(9);
    assertThat(answer.headers().firstValue("Total-Count")).hasValue(Integer.toString(MAPS));
    assertThat(answer.headers().firstValue("Link")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"api/v1/maps, id", "api/v1/firmware, map"})
  void pages_lead_on_until_everything_was_there_once(String path, String key) throws Exception {
    String next = "/" + path + "?limit=5";
    Set<String> seen = new LinkedHashSet<>();
    int pages = 0;
    while (next != null) {
      HttpResponse<String> answer = get(next.substring(1));
      json(answer).forEach(row -> seen.add(row.get(key).asText()));
      pages++;
      String link = answer.headers().firstValue("Link").orElse(null);
      next = link == null ? null : URI.create(link.replaceAll("<([^>]*)>.*", "$1")).toString();
      next = next == null ? null : next.replaceFirst("^https?://[^/]*", "");
    }

    assertThat(pages).isEqualTo((MAPS + 4) / 5);
    assertThat(seen).hasSize(MAPS);
    isProblem(get(path + "?limit=0"), 400, "limit: must be 1..100");
    isProblem(get(path + "?after=nope"), 400, "no map 'nope'");
  }

  @Test
  void one_map_shows_its_rung_its_evidence_and_what_contradicts_it() throws Exception {
    JsonNode map = json(get("api/v1/maps/" + MAP));

    assertThat(map.get("rung").asText()).isEqualTo("transport");
    assertThat(map.get("evidence")).hasSize(3);
    assertThat(map.get("contradictions")).hasSize(9);
    assertThat(map.get("points")).hasSize(37);
    assertThat(map.at("/points/0/labels/8").asText()).isEqualTo("charging");
    assertThat(map.at("/link/word_order").asText()).isEqualTo("high-word-first");
  }

  @Test
  void whoever_prefers_yaml_gets_the_map_with_its_one_rung() throws Exception {
    HttpResponse<String> answer = get("api/v1/maps/" + MAP, "Accept", "application/yaml");

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/yaml");
    assertThat(answer.body().lines().filter(line -> line.startsWith("rung:"))).hasSize(1);
    assertThat(answer.body()).contains("  - name: frequence");
    assertThat(get("api/v1/maps/" + MAP, "Accept", "text/html, */*;q=0.1").body()).startsWith("{");
  }

  @ParameterizedTest
  @CsvSource({
    "api/v1/maps", "api/v1/maps/schneider-evlink-pro-ac",
    "api/v1/maps/schneider-evlink-pro-ac/evidence", "api/v1/firmware",
    "api/v1/maps/schneider-evlink-pro-ac/export/telegraf"
  })
  void what_one_has_already_costs_no_body(String path) throws Exception {
    HttpResponse<String> first = get(path);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again = get(path, "If-None-Match", tag);

    assertThat(first.headers().allValues("Cache-Control")).containsExactly("no-cache");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).hasValue(tag);
    assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void yaml_and_json_have_tags_of_their_own() throws Exception {
    String json = get("api/v1/maps/" + MAP).headers().firstValue("ETag").orElseThrow();

    assertThat(
            get("api/v1/maps/" + MAP, "Accept", "application/yaml", "If-None-Match", json)
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "telegraf, application/toml, [[inputs.modbus]]",
    "homeassistant, application/yaml, modbus:",
    "evcc, application/yaml, chargers:",
    "wot, application/td+json, '  \"@context\" :'"
  })
  void a_map_is_exported(String format, String type, String begins) throws Exception {
    HttpResponse<String> answer = get("api/v1/maps/" + MAP + "/export/" + format);

    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    assertThat(answer.body()).contains("\n" + begins);
  }

  @Test
  void a_table_becomes_a_map_and_nothing_is_kept() throws Exception {
    String table = Files.readString(Path.of("src/test/resources/tables/vestel-evc04.csv"));
    HttpResponse<String> answer =
        post(
            "api/v1/maps/import?id=mine&file=vestel.csv",
            "text/csv",
            BodyPublishers.ofString(table));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode made = json(answer);
    assertThat(made.at("/map/id").asText()).isEqualTo("mine");
    assertThat(made.at("/map/rung").asText()).isEqualTo("documented");
    assertThat(made.get("yaml").asText()).contains("id: mine");
    assertThat(made.get("points").asInt()).isEqualTo(13);
    assertThat(made.get("findings").findValuesAsText("kind")).contains("assumed", "unused");
    assertThat(made.get("missing")).isEmpty();
    assertThat(get("api/v1/maps/mine").statusCode()).isEqualTo(404);
    assertThat(json(get("api/v1/maps"))).hasSize(MAPS);
  }

  @Test
  void a_map_that_lacks_something_comes_as_text_with_what_is_missing() throws Exception {
    String seed = Files.readString(Path.of("src/test/resources/seed/schneider-evlink-pro-ac.txt"));
    JsonNode made =
        json(
            post(
                "api/v1/maps/import?id=mine",
                "text/markdown; charset=utf-8",
                BodyPublishers.ofString(seed)));

    assertThat(made.get("map").isNull()).isTrue();
    assertThat(made.get("yaml").asText()).contains("- name: frequence");
    assertThat(made.get("missing")).hasSize(5);
  }

  @Test
  void a_rung_in_a_table_is_refused() throws Exception {
    HttpResponse<String> answer =
        post(
            "api/v1/maps/import?id=mine",
            "text/csv",
            BodyPublishers.ofString("name,address,type,rung\na,1,U16,hardware\n"));

    isProblem(answer, 422, "refused");
    assertThat(json(answer).at("/findings/0/message").asText()).contains("never written by hand");
  }

  @Test
  void every_refusal_is_a_problem_that_says_what_to_do() throws Exception {
    HttpRequest.BodyPublisher table = BodyPublishers.ofString("name,address,type\na,1,U16\n");
    String importing = "api/v1/maps/import";
    isProblem(get("api/v1/maps/nope"), 404, MAP);
    isProblem(get("api/v1/maps/nope/export/telegraf"), 404, MAP);
    isProblem(
        get("api/v1/maps/" + MAP + "/export/excel"), 404, "telegraf, homeassistant, evcc, wot");
    isProblem(get("api/v1/maps/" + MAP, "Accept", "text/html"), 406, "Accept");
    isProblem(post(importing + "?id=x", "application/json", table), 415, "Content-Type");
    isProblem(post(importing, "text/csv", table), 400, "id: must be");
    isProblem(post(importing + "?id=X!", "text/csv", table), 400, "id: must be");
    isProblem(post(importing + "?id=x", "text/csv", BodyPublishers.noBody()), 400, "the body");
    isProblem(
        post(importing + "?id=x", "text/csv", BodyPublishers.ofByteArray(new byte[] {'a', -1})),
        400,
        "UTF-8");
    isProblem(post("api/v1/maps", "text/csv", table), 405, "another method");
  }

  @Test
  void a_body_beyond_a_megabyte_is_refused_whether_it_says_so_or_not() throws Exception {
    byte[] large = "x,".repeat(600_000).getBytes(StandardCharsets.UTF_8);
    String path = "api/v1/maps/import?id=x";

    isProblem(post(path, "text/csv", BodyPublishers.ofByteArray(large)), 413, "1048576 bytes");
    HttpResponse<String> chunked =
        post(path, "text/csv", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
    assertThat(chunked.statusCode()).isEqualTo(411);
  }
}
