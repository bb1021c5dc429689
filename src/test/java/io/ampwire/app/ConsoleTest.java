package io.ampwire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(DemoProfile.class)
class ConsoleTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TestHTTPResource URI root;

  @Test
  void the_demos_chargers_are_listed_with_what_they_read() throws Exception {
    await().atMost(Duration.ofSeconds(10)).until(() -> json("api/v1/chargers").size() == 3);
    await()
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> json("api/v1/chargers").findValuesAsText("online"),
            List.of("true", "true", "true")::equals);
    assertThat(json("api/v1/chargers").findValuesAsText("id"))
        .containsExactly("bay-01", "bay-02", "bay-03");
    assertThat(json("api/v1/chargers/bay-02").at("/points/0/raw/0").asText()).hasSize(4);
  }

  @Test
  void a_stream_tells_of_new_states() throws Exception {
    List<String> states = events("api/v1/chargers/bay-01/stream", "charger", 3);

    assertThat(states).allMatch(state -> state.startsWith("{\"id\":\"bay-01\""));
    assertThat(JSON.readTree(states.get(2)).get("ts").asLong())
        .isGreaterThan(JSON.readTree(states.get(1)).get("ts").asLong());
  }

  @Test
  void the_fleets_stream_begins_with_all_and_goes_on_with_changes() throws Exception {
    assertThat(JSON.readTree(events("api/v1/chargers/stream", "chargers", 1).get(0))).hasSize(3);
    assertThat(JSON.readTree(events("api/v1/chargers/stream", "changed", 1).get(0))).isNotEmpty();
  }

  @Test
  void an_unknown_charger_is_a_problem_that_names_the_known() throws Exception {
    for (String path : List.of("api/v1/chargers/nope", "api/v1/chargers/nope/stream")) {
      HttpResponse<String> answer = get(path);

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(JSON.readTree(answer.body()).get("detail").asText())
          .isEqualTo("no charger called 'nope'; the inventory has: bay-01, bay-02, bay-03");
    }
  }

  @Test
  void what_the_api_does_not_have_or_do_is_a_problem_too() throws Exception {
    assertThat(get("api/v2/anything").statusCode()).isEqualTo(404);
    HttpResponse<String> write = post("api/v1/chargers", "{}");
    assertThat(write.statusCode()).isEqualTo(405);
    assertThat(write.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void a_body_beyond_the_limit_is_refused() throws Exception {
    assertThat(post("api/v1/chargers", "x".repeat(1_100_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void the_console_runs_no_code_but_its_own() throws Exception {
    for (String page : List.of("", "charger.html?id=bay-01", "console/fleet.js")) {
      HttpResponse<String> answer = get(page);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-cache");
    }
    assertThat(get("api/v1/chargers").headers().allValues("Cache-Control"))
        .containsExactly("no-store");
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** The data of the first events of that name. */
  private List<String> events(String path, String name, int count) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(15)).build();
    try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
      String[] last = {""};
      return lines
          .peek(line -> last[0] = line.startsWith("event:") ? line : last[0])
          .filter(line -> line.startsWith("data:") && last[0].equals("event:" + name))
          .map(line -> line.substring("data:".length()))
          .limit(count)
          .toList();
    }
  }
}
