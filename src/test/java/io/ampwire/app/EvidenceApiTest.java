package io.ampwire.app;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(DemoProfile.class)
class EvidenceApiTest {
  private static final String MAP = "schneider-evlink-pro-ac";
  private final HttpClient http = HttpClient.newHttpClient();

  @TestHTTPResource URI root;

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(root.resolve("/" + path)).build(), BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(path).body());
  }

  @Test
  void a_map_shows_its_rung_its_evidence_and_what_contradicts_it() throws Exception {
    JsonNode map = json("api/v1/maps/" + MAP + "/evidence");

    assertThat(map.get("rung").asText()).isEqualTo("transport");
    assertThat(map.get("colour").asText()).isEqualTo("gray");
    assertThat(map.get("does_not_prove").asText()).contains("word order");
    assertThat(map.get("axes").toString())
        .isEqualTo("{\"read\":\"transport\",\"write\":\"documented\",\"failsafe\":\"documented\"}");
    assertThat(map.get("evidence")).hasSize(3);
    assertThat(map.get("evidence").findValuesAsText("standing")).containsOnly("counted");
    assertThat(map.get("contradictions")).hasSize(9);
    assertThat(map.get("contradictions").get(0).get("detail").asText())
        .isEqualTo("documented high-word-first, low-word-first in 1 published read");
    assertThat(map.at("/evidence/0/record/points/0/samples/0/words").asText()).isEqualTo("0002");
  }

  @Test
  void the_firmware_matrix_has_every_map_and_nothing_green() throws Exception {
    JsonNode rows = json("api/v1/firmware");

    assertThat(rows.findValuesAsText("map")).contains(MAP);
    assertThat(rows.findValuesAsText("axis")).contains("read", "write", "failsafe");
    assertThat(rows.findValuesAsText("colour")).containsOnly("gray");
  }

  @Test
  void a_charger_s_points_name_their_rung_and_what_speaks_against_them() throws Exception {
    JsonNode charger = json("api/v1/chargers/bay-01");

    assertThat(charger.get("rung").asText()).isEqualTo("transport");
    assertThat(charger.at("/about/map/proves").asText()).contains("third-party");
    JsonNode power = null;
    for (JsonNode point : charger.get("points")) {
      power = point.get("name").asText().equals("power_active_phase_tot") ? point : power;
    }
    assertThat(power).isNotNull();
    assertThat(power.get("rung").asText()).isEqualTo("transport");
    assertThat(power.get("evidence")).hasSize(3);
    assertThat(power.get("contradictions").get(0).asText()).startsWith("word-order: documented");
  }

  @Test
  void an_unknown_map_is_a_problem_that_names_the_known() throws Exception {
    HttpResponse<String> answer = get("api/v1/maps/nope/evidence");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains(MAP);
  }
}
