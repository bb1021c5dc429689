package io.ampwire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.http.server.ManagementServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API and the management port against requests that no decent client sends. */
@QuarkusTest
@TestProfile(DemoProfile.Impatient.class)
class HostileHttpTest {
  private static final String OWN = "Host: localhost";
  private static final String SLOW_IMPORT =
      "POST /api/v1/maps/import?id=x HTTP/1.1\r\n"
          + OWN
          + "\r\nContent-Type: text/csv\r\nContent-Length: %d\r\n\r\n";

  @TestHTTPResource URI root;
  @Inject ManagementServer management;

  /** FAULTS H02. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: rebind_me.evil.example",
        "Host: evil..example",
        "Host: 0x7f.1",
        "Host: localhost\r\nHost: evil.example",
        "Host:",
        "X-No-Host: 1"
      })
  void a_host_that_is_not_understood_is_refused_on_both_ports(String header) throws IOException {
    for (String path : List.of("/api/v1/chargers", "/", "/console/fleet.js", "/q/openapi")) {
      assertThat(RawHttp.status(RawHttp.get(root.getPort(), path, header))).as(path).isEqualTo(400);
    }
    assertThat(RawHttp.status(RawHttp.get(management.port(), "/q/metrics", header))).isEqualTo(400);
  }

  /** FAULTS H02. */
  @Test
  void a_name_that_points_here_reads_neither_chargers_nor_metrics() throws IOException {
    String evil = "Host: evil.example";
    assertThat(RawHttp.status(RawHttp.get(root.getPort(), "/api/v1/chargers", evil)))
        .isEqualTo(403);
    assertThat(RawHttp.status(RawHttp.get(management.port(), "/q/metrics", evil))).isEqualTo(421);
    assertThat(RawHttp.status(RawHttp.get(management.port(), "/q/health/live", evil)))
        .isEqualTo(421);
    assertThat(RawHttp.status(RawHttp.get(management.port(), "/q/health/live", OWN)))
        .isEqualTo(200);
  }

  /** FAULTS H02. */
  @Test
  void a_target_that_is_not_a_path_is_refused() throws IOException {
    for (String target : List.of("http://localhost/api/v1/chargers", "*", "localhost:80")) {
      assertThat(RawHttp.status(RawHttp.get(root.getPort(), target, OWN))).isIn(400, 404);
    }
  }

  /** FAULTS H02. */
  @Test
  void a_page_of_another_site_cannot_make_a_browser_import_or_follow() throws IOException {
    String[] post = {
      "POST /api/v1/maps/import?id=x HTTP/1.1", OWN, "Connection: close", "Content-Length: 5"
    };
    String body = "\r\nname,";
    assertThat(
            RawHttp.status(
                RawHttp.exchange(
                    root.getPort(),
                    post[0],
                    OWN,
                    post[2],
                    post[3],
                    "Content-Type: text/plain",
                    "Origin: https://evil.example",
                    "Sec-Fetch-Site: cross-site",
                    body)))
        .isEqualTo(403);
    assertThat(
            RawHttp.status(
                RawHttp.exchange(
                    root.getPort(),
                    post[0],
                    OWN,
                    post[2],
                    post[3],
                    "Content-Type: text/plain",
                    body)))
        .isEqualTo(403);
    assertThat(
            RawHttp.status(
                RawHttp.get(
                    root.getPort(),
                    "/api/v1/chargers/stream",
                    OWN,
                    "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Mode: no-cors")))
        .isEqualTo(403);
    assertThat(RawHttp.get(management.port(), "/q/metrics", OWN, "Origin: https://evil.example"))
        .doesNotContain("Access-Control-Allow-Origin", "access-control-allow-origin")
        .startsWith("HTTP/1.1 403");
  }

  /** FAULTS H06. */
  @Test
  void http_2_is_not_spoken_in_the_clear_on_either_port() throws IOException {
    for (int port : List.of(root.getPort(), management.port())) {
      try (Socket socket = RawHttp.connect(port)) {
        RawHttp.send(socket, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
        // An HTTP 2 server answers with a SETTINGS frame: length, type 4, flags, stream 0.
        assertThat(RawHttp.rest(socket))
            .doesNotContain("\0\4\0")
            .matches("(?s)|HTTP/\\d.\\d [45].*");
      }
      String upgrade =
          RawHttp.get(
              port,
              "/q/openapi",
              OWN,
              "Connection: Upgrade, HTTP2-Settings",
              "Upgrade: h2c",
              "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA");
      assertThat(RawHttp.status(upgrade)).isNotEqualTo(101);
    }
  }

  /** FAULTS H01. */
  @Test
  void bodies_are_refused_by_their_heads() throws IOException {
    String[] head = {"POST /api/v1/maps/import?id=x HTTP/1.1", OWN, "Content-Type: text/csv"};
    assertThat(
            RawHttp.exchange(
                root.getPort(), head[0], head[1], head[2], "Transfer-Encoding: chunked"))
        .startsWith("HTTP/1.1 411");
    assertThat(
            RawHttp.exchange(root.getPort(), head[0], head[1], head[2], "Content-Length: 2000000"))
        .startsWith("HTTP/1.1 413");
    assertThat(
            RawHttp.exchange(
                root.getPort(),
                "POST /api/v1/chargers/bay-01/cmd/set_point HTTP/1.1",
                OWN,
                "Content-Type: application/json",
                "Content-Length: 20000"))
        .as("a command is short")
        .startsWith("HTTP/1.1 413");
    assertThat(RawHttp.get(root.getPort(), "/api/v1/chargers", OWN, "Content-Length: 3"))
        .startsWith("HTTP/1.1 400");
  }

  /** FAULTS H01. */
  @Test
  void uploads_beyond_the_memory_for_bodies_are_refused_before_they_are_read() throws Exception {
    List<Socket> uploads = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        Socket socket = RawHttp.connect(root.getPort());
        RawHttp.send(socket, SLOW_IMPORT.formatted(1_000_000));
        uploads.add(socket);
      }
      await("the ninth is refused")
          .atMost(Duration.ofSeconds(4))
          .until(() -> upload().startsWith("HTTP/1.1 503"));
    } finally {
      for (Socket socket : uploads) {
        socket.close();
      }
    }
    await("the memory is given back")
        .atMost(Duration.ofSeconds(10))
        .until(() -> !upload().startsWith("HTTP/1.1 503"));
  }

  /** The answer to the head of an upload; empty while the server waits for the body. */
  private String upload() throws IOException {
    try (Socket socket = RawHttp.connect(root.getPort())) {
      socket.setSoTimeout(500);
      RawHttp.send(socket, SLOW_IMPORT.formatted(900_000));
      byte[] some = new byte[64];
      int read = socket.getInputStream().read(some);
      return read < 0 ? "" : new String(some, 0, read, StandardCharsets.US_ASCII);
    } catch (SocketTimeoutException waiting) {
      return "";
    }
  }

  /** FAULTS H01. */
  @Test
  void slow_bodies_hold_no_thread_and_end_at_their_deadline() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = RawHttp.connect(root.getPort());
        RawHttp.send(socket, SLOW_IMPORT.formatted(16_000) + "name,address");
        slow.add(socket);
      }

      for (int i = 0; i < 5; i++) {
        long begun = System.nanoTime();
        assertThat(RawHttp.get(management.port(), "/q/health/live", OWN))
            .startsWith("HTTP/1.1 200");
        assertThat(RawHttp.get(root.getPort(), "/api/v1/chargers", OWN)).startsWith("HTTP/1.1 200");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      }
      assertThat(RawHttp.rest(slow.get(299))).startsWith("HTTP/1.1 408").contains("took longer");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** FAULTS H01. */
  @Test
  void sockets_that_say_nothing_are_closed_and_keep_nobody_out() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        idle.add(RawHttp.connect(root.getPort()));
        idle.add(RawHttp.connect(management.port()));
      }
      assertThat(RawHttp.get(root.getPort(), "/api/v1/chargers", OWN)).startsWith("HTTP/1.1 200");
      assertThat(RawHttp.get(management.port(), "/q/health/live", OWN)).startsWith("HTTP/1.1 200");
      for (Socket socket : idle) {
        assertThat(RawHttp.rest(socket)).as("closed by the server").isEmpty();
      }
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  /** FAULTS H05. */
  @Test
  void two_imports_are_read_at_once_and_the_rest_is_refused_in_time() throws Exception {
    StringBuilder table = new StringBuilder("name,address,type\n");
    for (int i = 0; i < 1_500; i++) {
      table.append("point_").append(i).append(',').append(i).append(",U16\n");
    }
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("/api/v1/maps/import?id=big"))
            .header("Content-Type", "text/csv")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(table.toString()))
            .build();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(http.sendAsync(request, BodyHandlers.ofString()));
    }

    List<Integer> statuses =
        answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();
    assertThat(statuses).as(answers.get(0).join().body()).containsOnly(200, 503).contains(200, 503);
    answers.stream()
        .map(CompletableFuture::join)
        .filter(answer -> answer.statusCode() == 503)
        .forEach(answer -> assertThat(answer.headers().firstValue("Retry-After")).isPresent());
    await("places are given back")
        .atMost(Duration.ofSeconds(20))
        .until(() -> http.send(request, BodyHandlers.ofString()).statusCode() == 200);
  }

  /** FAULTS H08. */
  @Test
  void a_link_never_repeats_the_host_and_an_answer_shows_invisible_characters() throws IOException {
    String page =
        RawHttp.get(root.getPort(), "/api/v1/maps?limit=1", "Host: attacker.localhost:1234");
    assertThat(page).contains("</api/v1/maps?limit=1&after=").doesNotContain("attacker", "http://");
    String unknown = RawHttp.get(root.getPort(), "/api/v1/chargers/a%E2%80%AEb%0Ac", OWN);
    assertThat(unknown).startsWith("HTTP/1.1 404").contains("a\uFFFDb\uFFFDc");
    assertThat(
            RawHttp.exchange(
                root.getPort(),
                "POST /api/v1/maps/import?id=x&file=a%E2%80%A8b HTTP/1.1",
                OWN,
                "Connection: close",
                "Content-Type: text/csv",
                "Content-Length: 1",
                "",
                "n"))
        .startsWith("HTTP/1.1 400")
        .contains("visible");
  }

  /** FAULTS H08. */
  @Test
  void nonsense_writes_nothing_to_the_log() throws IOException {
    List<String> lines = new ArrayList<>();
    Handler catcher = new Lines(lines);
    Logger everything = Logger.getLogger("");
    everything.addHandler(catcher);
    try {
      for (int i = 0; i < 20; i++) {
        RawHttp.get(root.getPort(), "/api/v1/chargers", "Host: evil host");
        RawHttp.get(root.getPort(), "/api/v1/chargers", "Host: %zz");
        RawHttp.get(root.getPort(), "/%zz", OWN);
        RawHttp.get(root.getPort(), "/api/v1/chargers?x=%zz", OWN);
        RawHttp.exchange(root.getPort(), "nonsense");
        RawHttp.exchange(root.getPort(), "GET / HTTP/", OWN);
        RawHttp.exchange(root.getPort(), "GET / HTTP/1.1", OWN, "Content-Length: 0x10");
        RawHttp.exchange(
            root.getPort(), "POST / HTTP/1.1", OWN, "Transfer-Encoding: chunked", "", "zz");
        leave("GET /api/v1/chargers/stream HTTP/1.1\r\n%s\r\n\r\nPOST / HTTP/1.1\r\n%s\r\n");
        RawHttp.get(management.port(), "/q/metrics", "Host: [");
      }
    } finally {
      everything.removeHandler(catcher);
    }
    assertThat(lines).isEmpty();
  }

  /** Sends requests and leaves without their answers. */
  private void leave(String requests) throws IOException {
    try (Socket socket = RawHttp.connect(root.getPort())) {
      RawHttp.send(socket, requests.formatted(OWN, OWN + "\r\nContent-Length: 9\r\n"));
      assertThat(socket.getInputStream().read()).as("the first answer begins").isEqualTo('H');
    }
  }

  /** FAULTS H15. */
  @Test
  void a_refusal_for_a_client_that_left_writes_nothing_to_the_log() throws Exception {
    StringBuilder table = new StringBuilder("name,address,type\n");
    for (int i = 0; i < 500; i++) {
      table.append("point_").append(i).append(',').append(i).append(",U16\n");
    }
    List<String> lines = new ArrayList<>();
    Handler catcher = new Lines(lines);
    Logger everything = Logger.getLogger("");
    everything.addHandler(catcher);
    try {
      for (int i = 0; i < 20; i++) {
        try (Socket socket = RawHttp.connect(root.getPort())) {
          RawHttp.send(socket, SLOW_IMPORT.formatted(table.length()) + table);
        }
      }
      await("the last is read or refused")
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  RawHttp.exchange(
                          root.getPort(),
                          "POST /api/v1/maps/import?id=x HTTP/1.1",
                          OWN,
                          "Connection: close",
                          "Content-Type: text/csv",
                          "Content-Length: 25",
                          "",
                          "name,address,type\na,1,U16")
                      .startsWith("HTTP/1.1 200"));
    } finally {
      everything.removeHandler(catcher);
    }
    assertThat(lines).isEmpty();
  }

  /** FAULTS H15. */
  @Test
  void a_browser_gets_a_page_where_there_is_none_and_a_program_a_problem() throws IOException {
    String page = RawHttp.get(root.getPort(), "/nowhere", OWN, "Accept: text/html,*/*;q=0.8");
    assertThat(page).startsWith("HTTP/1.1 404").contains("text/html", "There is no such page");
    String problem = RawHttp.get(root.getPort(), "/nowhere", OWN);
    assertThat(problem).startsWith("HTTP/1.1 404").contains("application/problem+json");
    for (String accept : List.of(";;;", "text", "/")) {
      assertThat(RawHttp.get(root.getPort(), "/nowhere", OWN, "Accept: " + accept))
          .as(accept)
          .startsWith("HTTP/1.1 404")
          .contains("application/problem+json");
    }
    assertThat(RawHttp.get(root.getPort(), "/api/nowhere", OWN, "Accept: text/html"))
        .contains("application/problem+json");
  }

  /** Collects warnings and errors. */
  private static final class Lines extends Handler {
    private final List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
      setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
        lines.add(line.getLoggerName() + ": " + line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
