package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.Yaml;

/** Dashboard and alerts ask only for what a bridge at work really exports. */
class MonitoringIT {
  private static final Path FOLDER = Path.of("deploy/monitoring");
  private static final Pattern NAME = Pattern.compile("\\b(ampwire|process|jvm)_[a-z0-9_]+");

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void everyMetricThatIsAskedForIsThere() throws IOException {
    int port = Ports.free();
    BridgeProcess demo =
        rig.bridge().set("ampwire.demo.mqtt-port", Integer.toString(port)).start("demo");
    await("ready")
        .atMost(Duration.ofSeconds(30))
        .until(() -> demo.status("/q/health/ready") == 200);
    Subscriber subscriber = rig.keep(new Subscriber(port, "ampwire/#"));
    JsonNode ack = new Commander(port, subscriber, "ampwire/bridge/bay-01").ask("set_point", "10");
    assertThat(ack.get("status").asText()).isEqualTo("applied");

    Set<String> exported = new TreeSet<>();
    demo.page("/q/metrics")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> exported.add(line.split("[{ ]")[0]));
    // Only there once a request to a charger has failed.
    exported.add("ampwire_modbus_requests_total");

    // Only there with a group that shares its limit.
    exported.addAll(GroupLimitIT.METRICS);

    assertThat(asked(alerts())).hasSizeGreaterThan(5).isSubsetOf(exported);
    assertThat(asked(panels())).hasSizeGreaterThan(15).isSubsetOf(exported);
  }

  private static Set<String> asked(List<String> expressions) {
    Set<String> names = new TreeSet<>();
    for (String expression : expressions) {
      Matcher name = NAME.matcher(expression);
      while (name.find()) {
        names.add(name.group());
      }
    }
    return names;
  }

  private static List<String> alerts() throws IOException {
    Map<String, List<Map<String, List<Map<String, Object>>>>> file =
        new Yaml().load(Files.readString(FOLDER.resolve("alerts.yaml")));
    return file.get("groups").get(0).get("rules").stream()
        .map(rule -> (String) rule.get("expr"))
        .toList();
  }

  private static List<String> panels() throws IOException {
    JsonNode board =
        new ObjectMapper().readTree(Files.readString(FOLDER.resolve("dashboard.json")));
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : board.get("panels")) {
      for (JsonNode target : panel.get("targets")) {
        expressions.add(target.get("expr").asText());
      }
    }
    return expressions;
  }
}
