package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real Node-RED with a folder of its own, into which flows are imported as its editor does. */
final class NodeRed implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MODULES = Path.of("src/test/node-red/node_modules").toAbsolutePath();
  private static final Path FLOWS = Path.of("deploy/node-red/flows.json");

  // It hangs up on the offer of HTTP/2 that a Java client makes by default.
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private final int port = Ports.free();
  private final JsonNode flows;
  private final Child child;

  /** Starts it without flows; returns when it can take some. */
  NodeRed(Path folder) {
    String node = Programs.require("node");
    if (!Files.isDirectory(MODULES)) {
      Programs.missing(MODULES + " is missing: run npm ci in src/test/node-red");
    }
    try {
      flows = JSON.readTree(FLOWS.toFile());
      Files.createSymbolicLink(folder.resolve("node_modules"), MODULES);
      Files.writeString(
          folder.resolve("settings.js"),
          "module.exports = { uiHost: '127.0.0.1', uiPort: "
              + port
              + ", flowFile: 'flows.json', credentialSecret: false };\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String program = MODULES.resolve("node-red/red.js").toString();
    child = new Child(folder, List.of(node, program, "--userDir", folder.toString()), printed::add);
    await("Node-RED answers")
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> log().contains("Started flows") && Ports.answers(port));
  }

  /** Runs the functions of the shipped flows through so many random days, without Node-RED. */
  static JsonNode days(int count) {
    List<String> command =
        List.of(
            Programs.require("node"),
            "src/test/node-red/site.mjs",
            FLOWS.toString(),
            Integer.toString(count));
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    try (Child child = new Child(Path.of("."), command, said::add)) {
      int code = child.exitCode(Duration.ofMinutes(2));
      if (code != 0) {
        throw new AssertionError("ended with " + code + ": " + said);
      }
      return JSON.readTree(said.get(said.size() - 1));
    } catch (JsonProcessingException e) {
      throw new AssertionError(String.join("\n", said), e);
    }
  }

  /** Imports the shipped flows with these settings, which is all that a user edits. */
  int deploy(Map<String, String> settings) {
    return deploy(configured(settings), "full");
  }

  /**
   * Deploys a tab of a user's own, with the broker node that the shipped flows use: it connects,
   * and stays connected while the shipped flows come and go beside it.
   */
  int deployUsersTab(Map<String, String> settings, String topic) {
    return deploy(usersTab(settings, topic), "flows");
  }

  /** Adds the shipped flows to {@link #deployUsersTab}. */
  int deployBeside(Map<String, String> settings, String topic) {
    ArrayNode all = usersTab(settings, topic);
    configured(settings).forEach(node -> addMissing(all, node));
    return deploy(all, "flows");
  }

  private static void addMissing(ArrayNode all, JsonNode node) {
    for (JsonNode there : all) {
      if (there.path("id").equals(node.path("id"))) {
        return;
      }
    }
    all.add(node);
  }

  private ArrayNode usersTab(Map<String, String> settings, String topic) {
    ArrayNode nodes = JSON.createArrayNode();
    for (JsonNode node : configured(settings)) {
      if (Set.of("global-config", "mqtt-broker").contains(node.path("type").asText())) {
        nodes.add(node);
      }
    }
    String broker = nodes.get(1).path("id").asText();
    nodes.addObject().put("id", "a1").put("type", "tab").put("label", "A tab of the user's own");
    ObjectNode hears = nodes.addObject().put("id", "a2").put("type", "mqtt in").put("z", "a1");
    hears.put("topic", topic).put("qos", "1").put("datatype", "auto-detect").put("inputs", 0);
    hears.put("broker", broker).putArray("wires").addArray();
    return nodes;
  }

  private ArrayNode configured(Map<String, String> settings) {
    for (JsonNode flow : flows) {
      for (JsonNode setting : flow.path("env")) {
        String wanted = settings.get(setting.path("name").asText());
        if (wanted != null) {
          ((ObjectNode) setting).put("value", wanted);
        }
      }
    }
    return (ArrayNode) flows.deepCopy();
  }

  private int deploy(ArrayNode nodes, String how) {
    return send(request("/flows")
            .header("Content-Type", "application/json")
            .header("Node-RED-Deployment-Type", how)
            .POST(HttpRequest.BodyPublishers.ofString(nodes.toString())))
        .statusCode();
  }

  /** What a tab remembers under that name. */
  JsonNode remembered(String tab, String name) {
    String id = "";
    for (JsonNode flow : flows) {
      if (flow.path("type").asText().equals("tab") && flow.path("label").asText().equals(tab)) {
        id = flow.path("id").asText();
      }
    }
    try {
      JsonNode shown =
          JSON.readTree(send(request("/context/flow/" + id + "/" + name).GET()).body());
      return JSON.readTree(shown.path("memory").path("msg").asText(shown.path("msg").asText("{}")));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Status of one of its pages. */
  int status(String path) {
    return send(request(path).GET()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60));
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

  /** All it printed so far. */
  String log() {
    synchronized (printed) {
      return String.join("\n", printed);
    }
  }

  /** SIGKILL, and gone: nothing is said to anybody. */
  void kill() {
    child.kill();
    child.exitCode(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    child.close();
  }
}
