package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A real Home Assistant as {@code src/test/home-assistant/install} leaves it, with a folder and a
 * port of its own. It is set up through its own HTTP interface, as its pages do for a person.
 */
final class HomeAssistant implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCRIPTS = Path.of("src/test/home-assistant").toAbsolutePath();
  private static final Pattern COMPLAINT =
      Pattern.compile("^\\S+ \\S+ (WARNING|ERROR|CRITICAL) .*", Pattern.DOTALL);
  private static final Pattern ENTRY =
      Pattern.compile("^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\S+ [A-Z]+ ");

  /** What it says of its own installation, and of tests that ask before it has started. */
  private static final List<String> ABOUT_ITSELF =
      List.of("[homeassistant.bootstrap]", "[aiohttp_fast_zlib]", "[homeassistant.components.http");

  /** What an entry about the bridge contains, whichever of its parts writes it. */
  private static final List<String> US = List.of("ampwire", "homeassistant/device");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private final int port = Ports.free();
  private final Path folder;
  private final Path root;
  private Child child;
  private String token = "";

  HomeAssistant(Path folder) {
    this.folder = folder;
    this.root = installed();
    try {
      Files.writeString(
          folder.resolve("configuration.yaml"),
          """
          homeassistant: { name: Test, time_zone: UTC, country: DE, unit_system: metric }
          http: { server_host: 127.0.0.1, server_port: %d }
          api:
          auth:
          config:
          onboarding:
          websocket_api:
          recorder: { commit_interval: 1 }
          history:
          energy:
          logger: { default: warning }
          """
              .formatted(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path installed() {
    String cache = System.getenv("XDG_CACHE_HOME");
    String home = System.getenv().getOrDefault("HOME", "/root");
    Path folder = cache == null ? Path.of(home, ".cache") : Path.of(cache);
    String suite = System.getenv().getOrDefault("AMPWIRE_HA_SUITE", "trixie");
    Path root = folder.resolve("ampwire/home-assistant-" + suite);
    if (!Files.exists(root.resolve(".ampwire-recipe"))) {
      Programs.missing(
          "Home Assistant is not installed: run src/test/home-assistant/install as root");
    }
    Programs.require("unshare");
    return root;
  }

  /** Starts it, and returns when it serves its pages. */
  HomeAssistant start() {
    printed.clear();
    List<String> command =
        List.of(SCRIPTS.resolve("start").toString(), root.toString(), folder.toString());
    child = new Child(folder, command, printed::add);
    await("Home Assistant answers")
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(100))
        .until(this::serves);
    return this;
  }

  private boolean serves() {
    if (!child.alive()) {
      throw new AssertionError("Home Assistant ended:\n" + log());
    }
    return Ports.answers(port) && status(request("/api/onboarding").GET()) == 200;
  }

  /** Its first user, and the MQTT integration for that broker. */
  void setUp(Mosquitto broker) {
    String page = "http://127.0.0.1:" + port + "/";
    JsonNode user =
        post(
            "/api/onboarding/users",
            Map.of(
                "client_id", page,
                "name", "Test",
                "username", "test",
                "password", "only-for-this-test",
                "language", "en"));
    token = signIn(page, user.path("auth_code").asText());
    JsonNode flow = post("/api/config/config_entries/flow", Map.of("handler", "mqtt"));
    String step = "/api/config/config_entries/flow/" + flow.path("flow_id").asText();
    JsonNode done = post(step, Map.of("broker", "127.0.0.1", "port", broker.port()));
    if (!done.path("type").asText().equals("create_entry")) {
      throw new AssertionError("the MQTT integration was not added: " + done);
    }
  }

  private String signIn(String page, String code) {
    String form =
        Map.of("grant_type", "authorization_code", "client_id", page, "code", code)
            .entrySet()
            .stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    JsonNode answer =
        json(
            request("/auth/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    return answer.path("access_token").asText();
  }

  String version() {
    return get("/api/config").path("version").asText();
  }

  /** What its pages show, by entity id. */
  Map<String, JsonNode> states() {
    Map<String, JsonNode> states = new TreeMap<>();
    for (JsonNode state : get("/api/states")) {
      states.put(state.path("entity_id").asText(), state);
    }
    return states;
  }

  /** The state of one entity; empty where there is none. */
  String state(String entity) {
    return states().getOrDefault(entity, JSON.createObjectNode()).path("state").asText();
  }

  /** Calls a service for one entity, as a person's click does. */
  void call(String service, String entity, Map<String, Object> more) {
    Map<String, Object> body = new TreeMap<>(more);
    body.put("entity_id", entity);
    post("/api/services/" + service.replace('.', '/'), body);
  }

  /** Asks over its WebSocket, which knows what the REST interface does not. */
  JsonNode ask(String type, Map<String, Object> more) {
    return HomeAssistantSocket.ask(client, URI.create("ws://127.0.0.1:" + port), token, type, more);
  }

  private JsonNode get(String path) {
    return json(request(path).GET());
  }

  private JsonNode post(String path, Map<String, Object> body) {
    try {
      return json(
          request(path)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private int status(HttpRequest.Builder request) {
    try {
      return send(request).statusCode();
    } catch (UncheckedIOException notYet) {
      return 0;
    }
  }

  private JsonNode json(HttpRequest.Builder request) {
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(
          answer.request().uri() + " answers " + answer.statusCode() + ": " + answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** All it printed since it was last started. */
  String log() {
    synchronized (printed) {
      return String.join("\n", printed);
    }
  }

  /**
   * Warnings and errors about anything but its own installation, each with the lines that follow
   * it, such as a traceback.
   */
  List<String> complaints() {
    return entries().stream()
        .filter(entry -> COMPLAINT.matcher(entry).matches())
        .filter(entry -> !aboutItself(entry))
        .toList();
  }

  private static boolean aboutItself(String entry) {
    String head = entry.lines().findFirst().orElse("");
    return ABOUT_ITSELF.stream().anyMatch(head::contains)
        && US.stream().noneMatch(entry.toLowerCase(Locale.ROOT)::contains);
  }

  private List<String> entries() {
    List<StringBuilder> entries = new ArrayList<>();
    for (String line : log().split("\n")) {
      if (entries.isEmpty() || ENTRY.matcher(line).lookingAt()) {
        entries.add(new StringBuilder(line));
      } else {
        entries.get(entries.size() - 1).append('\n').append(line);
      }
    }
    return entries.stream().map(StringBuilder::toString).toList();
  }

  /** Stops it as its operating system does. */
  void stop() {
    child.terminate();
    child.exitCode(Duration.ofSeconds(60));
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
