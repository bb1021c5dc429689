package io.ampwire.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePagesTest {
  private static final Pattern PRELOAD =
      Pattern.compile("<link rel=\"modulepreload\" href=\"(.+)\">");
  private static final Pattern SCRIPT = Pattern.compile("<script type=\"module\" src=\"(.+?)\">");
  private static final Pattern IMPORT =
      Pattern.compile("(?:import|export)\\s(?:[^;\"]*\\sfrom\\s)?\"([^\"]+)\"");

  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static HttpServer server;

  @BeforeAll
  static void serve() {
    Router router = Router.router(VERTX);
    new ConsolePages().install(router);
    server =
        VERTX
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterAll
  static void stop() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Otherwise a browser learns of a module only after it has read the one that imports it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/charger.html",
        "/groups.html",
        "/sessions.html",
        "/events.html",
        "/library.html",
        "/map.html",
        "/upload.html",
        "/login.html"
      })
  void a_page_names_every_module_that_its_script_imports(String page) throws Exception {
    String html = get(page).body();
    String script = SCRIPT.matcher(html).results().findFirst().orElseThrow().group(1);

    List<String> named = PRELOAD.matcher(html).results().map(found -> found.group(1)).toList();

    assertThat(named).isNotEmpty().doesNotHaveDuplicates();
    assertThat(Set.copyOf(named)).isEqualTo(importedBy(script));
  }

  @Test
  void a_script_that_the_browser_has_is_not_sent_again() throws Exception {
    HttpResponse<String> first = get("/console/fleet.js");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = get("/console/fleet.js", "If-None-Match", tag);

    assertThat(first.headers().firstValue("Content-Type"))
        .hasValue("text/javascript;charset=UTF-8");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  /** The modules that a browser would ask for one after the other. */
  private static Set<String> importedBy(String script) throws Exception {
    Set<String> found = new HashSet<>();
    Deque<String> unread = new ArrayDeque<>(List.of(script));
    while (!unread.isEmpty()) {
      String path = unread.remove();
      HttpResponse<String> module = get(path);
      assertThat(module.statusCode()).as(path).isEqualTo(200);
      IMPORT
          .matcher(module.body())
          .results()
          .map(imported -> URI.create(path).resolve(imported.group(1)).getPath())
          .filter(found::add)
          .forEach(unread::add);
    }
    return found;
  }

  private static HttpResponse<String> get(String path, String... header)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
    if (header.length > 0) {
      request.headers(header);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
