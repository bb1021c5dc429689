package io.ampwire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(DemoProfile.Guarded.class)
class GuardedApiTest {
  private static final String VIEWER = DemoProfile.Guarded.VIEWER;
  private static final String OPERATOR = DemoProfile.Guarded.OPERATOR;
  private static final String SET_POINT = "api/v1/chargers/bay-01/cmd/set_point";
  private static final String OWN_PAGE = "X-Ampwire-Console";
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TestHTTPResource URI root;

  @ConfigProperty(name = "ampwire.data-dir")
  Path data;

  @Test
  void who_shows_no_token_or_a_wrong_one_learns_nothing() throws Exception {
    for (String path : new String[] {"chargers", "chargers/bay-01/stream", "log", "firmware"}) {
      HttpResponse<String> stranger = send(request("api/v1/" + path));
      assertThat(stranger.statusCode()).as(path).isEqualTo(401);
      assertThat(stranger.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer");
      assertThat(stranger.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
      assertThat(stranger.body()).doesNotContain("bay-01");
    }
    HttpResponse<String> wrong = send(bearer("api/v1/chargers", "not-the-token-of-anybody"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(wrong.body()).contains("no such token").doesNotContain("not-the-token");
    assertThat(send(request("login.html")).statusCode()).as("the way in").isEqualTo(200);
  }

  @Test
  void what_the_api_is_like_is_no_secret() throws Exception {
    HttpResponse<String> yaml = send(request("q/openapi"));
    assertThat(yaml.headers().firstValue("Content-Type")).hasValue("application/yaml");
    assertThat(yaml.body()).startsWith("openapi: 3.1");
    HttpResponse<String> json = send(request("q/openapi").header("Accept", "application/json"));
    assertThat(json(json).get("openapi").asText()).startsWith("3.1");
  }

  @Test
  void a_viewer_reads_and_may_not_command() throws Exception {
    assertThat(send(bearer("api/v1/chargers", VIEWER)).body()).contains("bay-01");

    HttpResponse<String> refused =
        send(bearer(SET_POINT, VIEWER).POST(BodyPublishers.ofString("10")));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(refused.body()).contains("operators only");
    HttpRequest.Builder unknown = request(SET_POINT).header("Content-Type", "application/json");
    HttpResponse<String> stranger = send(unknown.POST(BodyPublishers.ofString("10")));
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(audit("bay-01", "bob")).isEmpty();
  }

  @Test
  void an_operator_commands_on_the_same_way_as_the_broker_with_a_lease() throws Exception {
    awaitOnline("bay-02");

    JsonNode ack =
        json(
            send(
                bearer("api/v1/chargers/bay-02/cmd/set_point", OPERATOR)
                    .POST(BodyPublishers.ofString("{\"value\":12,\"id\":\"c1\",\"by\":\"ems\"}"))));

    assertThat(ack.get("status").asText()).as(ack.toString()).isEqualTo("applied");
    assertThat(ack.get("id").asText()).isEqualTo("c1");
    await("held")
        .atMost(Duration.ofSeconds(20))
        .until(() -> charger("bay-02").at("/control/held").asBoolean());
    JsonNode control = charger("bay-02").get("control");
    assertThat(control.get("by").asText()).as("whoever showed the token").isEqualTo("alice");
    assertThat(control.get("lease_left").asInt()).isBetween(0, 60);
    await("audited")
        .atMost(Duration.ofSeconds(20))
        .until(() -> !audit("bay-02", "alice").isEmpty());
    assertThat(audit("bay-02", "alice").get(0)).contains("\"cause\":\"console\"", "\"id\":\"c1\"");
  }

  @Test
  void what_the_gate_refuses_is_answered_with_its_code_and_what_is_unknown_is_not_found()
      throws Exception {
    HttpResponse<String> answer =
        send(bearer(SET_POINT, OPERATOR).POST(BodyPublishers.ofString("99")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("status").asText()).isEqualTo("rejected");
    assertThat(json(answer).get("code").asText()).isEqualTo("out_of_range");

    for (String path : new String[] {"nope/cmd/set_point", "bay-01/cmd/SET"}) {
      HttpRequest.Builder unknown = bearer("api/v1/chargers/" + path, OPERATOR);
      assertThat(send(unknown.POST(BodyPublishers.ofString("10"))).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_session_keeps_the_token_out_of_the_browser_and_other_pages_out_of_the_session()
      throws Exception {
    awaitOnline("bay-01");
    assertThat(signIn(OPERATOR, false).statusCode()).as("from elsewhere").isEqualTo(403);
    HttpResponse<String> welcome = signIn(OPERATOR, true);
    assertThat(welcome.statusCode()).isEqualTo(200);
    String cookie = welcome.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain(OPERATOR);
    assertThat(json(welcome).toString())
        .isEqualTo("{\"name\":\"alice\",\"role\":\"operator\",\"login\":true,\"control\":true}");

    String session = cookie.substring(0, cookie.indexOf(';'));
    HttpRequest.Builder forged = request(SET_POINT).header("Cookie", session);
    HttpResponse<String> refused = send(forged.POST(BodyPublishers.ofString("10")));
    assertThat(refused.statusCode()).as("without the page's own header").isEqualTo(403);
    assertThat(refused.body()).contains(OWN_PAGE);
    HttpRequest.Builder own = request(SET_POINT).header("Cookie", session).header(OWN_PAGE, "1");
    assertThat(json(send(own.POST(BodyPublishers.ofString("10")))).get("status").asText())
        .isEqualTo("applied");

    HttpRequest.Builder out = request("api/v1/session").header("Cookie", session);
    HttpResponse<String> bye = send(out.header(OWN_PAGE, "1").DELETE());
    assertThat(bye.statusCode()).isEqualTo(204);
    assertThat(bye.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(send(request("api/v1/chargers").header("Cookie", session)).statusCode())
        .as("a session that is over")
        .isEqualTo(401);
  }

  /** FAULTS H03. */
  @Test
  void an_address_that_guesses_waits_and_locks_nobody_out() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(statusFrom("127.0.0.9", "a-guess-of-some-length-" + i)).isEqualTo("401");
    }
    long begun = System.nanoTime();
    assertThat(statusFrom("127.0.0.9", "a-guess-of-some-length-5")).isEqualTo("429");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(statusFrom("127.0.0.9", VIEWER)).as("the right token").isEqualTo("200");
    assertThat(statusFrom("127.0.0.8", VIEWER)).as("others").isEqualTo("200");
  }

  /** FAULTS H03. */
  @Test
  void a_forwarding_header_of_a_caller_counts_for_nothing() throws Exception {
    for (int i = 0; i < 6; i++) {
      statusFrom("127.0.0.10", "another-guess-of-length-" + i, "X-Forwarded-For: 192.0.2." + i);
    }
    long begun = System.nanoTime();
    assertThat(statusFrom("127.0.0.10", "x".repeat(20), "X-Forwarded-For: 192.0.2.77"))
        .as("guesses are counted by where they come from")
        .isEqualTo("429");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
  }

  /** FAULTS H01. */
  @Test
  void a_caller_is_judged_before_the_body_is_sent() throws Exception {
    String[] body = {"Content-Type: application/json", "Content-Length: 9000", "Connection: close"};
    String stranger =
        RawHttp.exchange(
            root.getPort(),
            "POST /" + SET_POINT + " HTTP/1.1",
            "Host: localhost",
            body[0],
            body[1],
            body[2]);
    assertThat(RawHttp.status(stranger)).isEqualTo(401);
    String viewer =
        RawHttp.exchange(
            root.getPort(),
            "POST /" + SET_POINT + " HTTP/1.1",
            "Host: localhost",
            "Authorization: Bearer " + VIEWER,
            body[0],
            body[1],
            body[2]);
    assertThat(RawHttp.status(viewer)).isEqualTo(403);
    String table =
        RawHttp.exchange(
            root.getPort(),
            "POST /api/v1/maps/import?id=x HTTP/1.1",
            "Host: localhost",
            "Content-Type: text/csv",
            body[1],
            body[2]);
    assertThat(RawHttp.status(table)).isEqualTo(401);
  }

  private void awaitOnline(String id) {
    await(id + " online")
        .atMost(Duration.ofSeconds(30))
        .until(() -> charger(id).get("online").asBoolean());
  }

  private JsonNode charger(String id) throws IOException, InterruptedException {
    return json(send(bearer("api/v1/chargers/" + id, VIEWER)));
  }

  /** The lines of the audit about that charger and controller. */
  private List<String> audit(String charger, String by) throws IOException {
    try (Stream<Path> files = Files.walk(data.getParent())) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.filter(file -> file.getParent().endsWith("audit")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      lines.removeIf(line -> !line.contains(charger) || !line.contains(by));
      return lines;
    }
  }

  private HttpResponse<String> signIn(String token, boolean ownPage)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("api/v1/session").header("Content-Type", "application/x-www-form-urlencoded");
    if (ownPage) {
      request.header(OWN_PAGE, "1");
    }
    return send(request.POST(BodyPublishers.ofString("token=" + token)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve("/" + path)).timeout(Duration.ofSeconds(20));
  }

  private HttpRequest.Builder bearer(String path, String token) {
    return request(path).header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  /** The status of a request that comes from that address of this machine. */
  private String statusFrom(String address, String token, String... headers) throws IOException {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    try (Socket socket = new Socket(here, root.getPort(), InetAddress.getByName(address), 0)) {
      String request =
          "GET /api/v1/log HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Authorization: Bearer "
              + token
              + "\r\n"
              + Stream.of(headers).map(line -> line + "\r\n").collect(Collectors.joining())
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.split(" ", 3)[1];
    }
  }
}
