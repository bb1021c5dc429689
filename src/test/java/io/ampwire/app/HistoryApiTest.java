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
import org.junit.jupiter.api.Test;

/** Sessions and history over HTTP, of the demo's chargers. */
@QuarkusTest
@TestProfile(DemoProfile.class)
class HistoryApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(30);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TestHTTPResource URI root;

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve("/api/v1/" + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void sessions_are_there_as_json_and_as_csv() throws Exception {
    await()
        .atMost(SOON)
        .until(() -> !JSON.readTree(get("sessions").body()).get("sessions").isEmpty());
    JsonNode first = JSON.readTree(get("sessions").body()).get("sessions").get(0);
    String charger = first.get("charger").asText();
    assertThat(first.get("id").asText()).startsWith(charger + "-");
    assertThat(first.get("ended").isNull()).isTrue();
    assertThat(JSON.readTree(get("sessions?charger=" + charger).body()).get("sessions"))
        .allMatch(session -> session.get("charger").asText().equals(charger));

    HttpResponse<String> csv = get("sessions", "Accept", "text/csv");
    assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(disposition -> assertThat(disposition).contains("sessions.csv"));
    assertThat(csv.body().lines().findFirst().orElseThrow()).startsWith("charger,id,started,");
    assertThat(get("sessions?format=csv").body()).startsWith("charger,id,started,");
    assertThat(get("sessions?format=json", "Accept", "text/csv, */*").body()).startsWith("{");
  }

  @Test
  void history_covers_its_range_in_equal_steps() throws Exception {
    JsonNode history =
        JSON.readTree(
            get("chargers/bay-01/history?from=2026-11-22T19:00:00Z&to=2026-11-22T20:00:00Z&step=15m")
                .body());
    assertThat(history.get("step_s").asInt()).isEqualTo(900);
    assertThat(history.get("ts")).hasSize(4);
    assertThat(history.get("power")).hasSize(4);
    assertThat(JSON.readTree(get("chargers/bay-01/history").body()).get("ts")).hasSize(1440);
    assertThat(get("chargers/bay-01/history?format=csv").body()).startsWith("time,power_kw,");
  }

  @Test
  void what_is_not_understood_is_refused_with_a_remedy() throws Exception {
    refused("sessions?from=yesterday", 400, "from: must be a time like");
    refused("sessions?charger=..%2F..", 400, "is not the id of a charger");
    refused("sessions?limit=10001", 400, "limit: must be 1..10000");
    refused("sessions?format=xml", 400, "format: must be json or csv");
    refused("chargers/bay-01/history?step=1m&from=2026-01-01", 400, "choose a larger step");
    refused("chargers/nope/history", 404, "no charger 'nope'");
  }

  private void refused(String path, int status, String detail) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).get("detail").asText()).contains(detail);
  }
}
