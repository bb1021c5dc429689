package io.ampwire.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.system.Programs;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The add-on's folder as Home Assistant's Supervisor reads it, and what its script makes of it. */
class AddOnTest {
  private static final Path FOLDER = Path.of("deploy/homeassistant");
  private static final Map<String, Object> CONFIG = yaml("config.yaml");
  private static final Pattern SCHEMA =
      Pattern.compile(
          "(?:bool|email|url|port|device(?:\\(subsystem=[a-z]+\\))?"
              + "|(?:str|password|int)(?:\\(\\d*,\\d*\\))?|float(?:\\([\\d.]*,[\\d.]*\\))?"
              + "|match\\(.*\\)|list\\(.+\\))\\??");

  @TempDir Path home;

  @Test
  void everything_that_the_supervisor_requires_is_there_and_legal() {
    assertThat(CONFIG).containsKeys("name", "version", "slug", "description", "arch");
    assertThat((String) CONFIG.get("slug")).matches("[-_.A-Za-z0-9]+");
    assertThat(CONFIG.get("version")).isInstanceOf(String.class);
    assertThat(List.of("amd64", "aarch64")).containsAll(list("arch"));
    assertThat(CONFIG.get("startup"))
        .isIn("initialize", "system", "services", "application", "once");
    assertThat(CONFIG.get("boot")).isIn("auto", "manual", "manual_only");
    assertThat(CONFIG.get("stage")).isIn("stable", "experimental", "deprecated");
    assertThat(list("services"))
        .allSatisfy(service -> assertThat(service).matches("(mqtt|mysql):(provide|want|need)"));
    assertThat((String) CONFIG.get("watchdog"))
        .matches("(?:https?|\\[PROTO:\\w+]|tcp)://\\[HOST]:(\\[PORT:\\d+]|\\d+).*");
    assertThat(((List<?>) CONFIG.get("map")).get(0))
        .isEqualTo(Map.of("type", "addon_config", "read_only", true));
    assertThat(map(CONFIG, "schema").values())
        .allSatisfy(type -> assertThat((String) type).matches(SCHEMA));
  }

  @Test
  void an_option_without_a_default_may_be_left_out() {
    Map<String, Object> options = map(CONFIG, "options");
    map(CONFIG, "schema")
        .forEach(
            (name, type) ->
                assertThat(options.containsKey(name) || ((String) type).endsWith("?"))
                    .as(name)
                    .isTrue());
    assertThat(map(CONFIG, "schema").keySet()).containsAll(options.keySet());
  }

  @Test
  void every_option_is_a_key_of_the_bridge_and_is_explained() {
    Set<String> variables =
        ConfigClass.configClass(AmpwireConfig.class).getProperties().keySet().stream()
            .map(key -> key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Map<String, Object> explained = map(yaml("translations/en.yaml"), "configuration");

    assertThat(explained.keySet()).isEqualTo(map(CONFIG, "schema").keySet());
    for (String option : map(CONFIG, "schema").keySet()) {
      // The bridge reads a password from a file, which the script writes.
      String name = option.equals("mqtt_password") ? "mqtt_password_file" : option;
      assertThat(variables).contains("AMPWIRE_" + name.toUpperCase(Locale.ROOT));
      assertThat(map(explained, option)).containsOnlyKeys("name", "description");
    }
  }

  @Test
  void it_has_the_bridges_version_and_what_its_image_copies_is_beside_it() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    assertThat(pom)
        .containsPattern("<revision>" + CONFIG.get("version") + "(-SNAPSHOT)?</revision>");
    String dockerfile = Files.readString(FOLDER.resolve("Dockerfile"));
    assertThat(dockerfile).contains("COPY run.sh", "COPY quarkus-app", "CMD [");
    assertThat(Files.readString(FOLDER.resolve("DOCS.md")))
        .contains("cp -r target/quarkus-app deploy/homeassistant/");
    assertThat(Files.isExecutable(FOLDER.resolve("run.sh"))).isTrue();
  }

  @Test
  void without_a_broker_of_ones_own_it_takes_the_supervisors() throws Exception {
    Map<String, String> environment =
        started(
            "{\"chargers\":\"garage@192.0.2.11\",\"homeassistant_compat\":true,\"base_topic\":\"\"}",
            "{\"data\":{\"host\":\"core-mosquitto\",\"port\":1883,\"ssl\":false,"
                + "\"username\":\"addons\",\"password\":\"se'cret\"}}");

    assertThat(environment)
        .containsEntry("AMPWIRE_CHARGERS", "garage@192.0.2.11")
        .containsEntry("AMPWIRE_HOMEASSISTANT_COMPAT", "true")
        .containsEntry("AMPWIRE_MQTT_URL", "mqtt://core-mosquitto:1883")
        .containsEntry("AMPWIRE_MQTT_USERNAME", "addons")
        .containsEntry("AMPWIRE_MQTT_ALLOW_PLAINTEXT", "true")
        .containsEntry("AMPWIRE_MQTT_PASSWORD_FILE", home + "/mqtt-password")
        .containsEntry("AMPWIRE_DATA_DIR", home + "/ampwire")
        .doesNotContainKeys("AMPWIRE_MQTT_PASSWORD", "AMPWIRE_BASE_TOPIC", "AMPWIRE_INVENTORY");
    assertThat(home.resolve("mqtt-password")).hasContent("se'cret\n");
  }

  @Test
  void the_bridge_runs_without_root_and_without_the_supervisors_token() throws Exception {
    Map<String, String> environment = started("{\"mqtt_url\":\"mqtt://broker\"}", "no answer");

    assertThat(environment).doesNotContainKey("SUPERVISOR_TOKEN");
    assertThat(environment.get("SETPRIV"))
        .contains("--reuid 65532", "--regid 65532", "--clear-groups", "--no-new-privs");
    assertThat(environment.get("QUARKUS_MANAGEMENT_HOST")).isNotIn("", "0.0.0.0");
  }

  @Test
  void the_store_finds_a_repository_and_an_icon() throws IOException {
    assertThat(yaml("repository.yaml")).containsKeys("name", "maintainer");
    byte[] icon = Files.readAllBytes(FOLDER.resolve("icon.png"));

    assertThat(new String(icon, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
    // Width and height of the header chunk.
    assertThat(java.nio.ByteBuffer.wrap(icon).getInt(16)).isEqualTo(128);
    assertThat(java.nio.ByteBuffer.wrap(icon).getInt(20)).isEqualTo(128);
  }

  @Test
  void a_broker_of_ones_own_and_an_inventory_are_passed_on() throws Exception {
    Files.writeString(home.resolve("inventory.yaml"), "chargers: []");
    Map<String, String> environment =
        started(
            "{\"chargers\":\"\",\"mqtt_url\":\"mqtts://broker:8883\",\"mqtt_username\":\"me\","
                + "\"mqtt_password\":\"pw\"}",
            "no answer");

    assertThat(environment)
        .containsEntry("AMPWIRE_MQTT_URL", "mqtts://broker:8883")
        .containsEntry("AMPWIRE_INVENTORY", home + "/inventory.yaml")
        .doesNotContainKeys("AMPWIRE_MQTT_ALLOW_PLAINTEXT", "AMPWIRE_CHARGERS");
  }

  /** Runs the add-on's script with stand-ins for Java and curl; the bridge's environment. */
  private Map<String, String> started(String options, String supervisor) throws Exception {
    Programs.require("jq");
    Files.writeString(home.resolve("options.json"), options);
    Path programs = Files.createDirectories(home.resolve("bin"));
    program(programs.resolve("java"), "env");
    program(programs.resolve("chown"), ":");
    program(
        programs.resolve("setpriv"),
        "export SETPRIV=\"$*\"; while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
    program(programs.resolve("id"), "echo 0");
    program(programs.resolve("curl"), "cat <<'END'\n" + supervisor + "\nEND");
    ProcessBuilder script =
        new ProcessBuilder("/bin/bash", FOLDER.resolve("run.sh").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    script.environment().keySet().removeIf(name -> name.startsWith("AMPWIRE_"));
    script.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    script.environment().put("SUPERVISOR_TOKEN", "of-the-supervisor");
    script.environment().put("DATA", home.toString());
    script.environment().put("CONFIG", home.toString());
    Process process = script.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    Map<String, String> environment = new TreeMap<>();
    printed
        .lines()
        .filter(line -> line.contains("="))
        .forEach(
            line ->
                environment.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return environment;
  }

  private static void program(Path file, String does) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + does + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Map<String, Object> yaml(String name) {
    try {
      return new Yaml().load(Files.readString(FOLDER.resolve(name)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> node, String key) {
    return (Map<String, Object>) node.get(key);
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(String key) {
    return (List<String>) CONFIG.get(key);
  }
}
