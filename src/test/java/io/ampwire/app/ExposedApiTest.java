package io.ampwire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(DemoProfile.Exposed.class)
class ExposedApiTest {
  @TestHTTPResource URI root;

  @ParameterizedTest
  @ValueSource(
      strings = {"chargers", "chargers/bay-01", "chargers/stream", "chargers/bay-01/stream"})
  void beyond_this_machine_the_api_refuses_strangers(String path) throws Exception {
    URI here = URI.create("http://localhost:" + root.getPort() + "/api/v1/" + path);

    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(here).build(), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("ampwire.http.allow-anonymous");
  }
}
