package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.Yaml;

/**
 * The recipe of {@code deploy/compose} without containers: its script makes the certificates, a
 * real broker runs with its configuration and access list, the bridge with its environment.
 */
class ComposeIT {
  private static final Path COMPOSE = Path.of("deploy/compose");
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  private static final String BAY = "ampwire/bridge/bay-01/";
  private static final String PASSWORD = "correct-horse-4711";
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Rig rig = new Rig();
  private final int people = Ports.free();
  private final int bridges = Ports.free();
  private final BridgeProcess bridge = rig.bridge();
  private final Path secrets = bridge.folder().resolve("secrets");

  @Test
  void eachProvesWhoItIsAndDoesWhatItMayAndNothingElse() throws IOException {
    J2modServer charger = rig.keep(new J2modServer(new KnownCharger().words(true)));
    certificatesAndPasswords();
    startBroker();
    startBridge(charger);
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    rig.keep(listen("ampwire/#", heard::add));
    await("the bridge").atMost(SOON).until(() -> heard.contains("ampwire/bridge/status online"));
    await("a charger").atMost(SOON).until(() -> heard.contains(BAY + "status online"));

    assertThat(withCertificate("other", "ampwire/bridge/status", "forged")).isZero();
    assertThat(withPassword("dashboard", BAY + "cmd/set_point/ems", "20")).isZero();
    assertThat(withPassword("ems", BAY + "cmd/set_point", "21")).isZero();
    await("a command of the one who may")
        .atMost(SOON)
        .until(
            () -> {
              withPassword("ems", BAY + "cmd/set_point/ems", "11");
              return heard.stream().anyMatch(line -> line.startsWith(BAY + "ack/set_point"));
            });

    assertThat(charger.writes()).contains("4004=11").doesNotContain("4004=20", "4004=21");
    assertThat(heard).noneMatch(line -> line.contains("forged"));
    assertThat(audit()).contains("\"point\":\"set_point\"", "\"wrote\":11", "\"by\":\"ems\"");
    assertThat(publish(bridges, "localhost", "x", "y")).as("without a certificate").isNotZero();
    assertThat(withCertificate("bridge", "127.0.0.1", "x", "y")).as("another name").isNotZero();
  }

  private String audit() throws IOException {
    return Files.readString(bridge.folder().resolve("data/audit/audit-000001.jsonl"));
  }

  private void certificatesAndPasswords() {
    String script = COMPOSE.resolve("certificates").toAbsolutePath().toString();
    String folder = secrets.toString();
    Programs.require("openssl");
    assertThat(run(script, folder, "broker,localhost", "bridge")).isZero();
    assertThat(run(script, folder, "broker,localhost", "bridge", "other")).as("again").isZero();
    String passwd = Programs.require("mosquitto_passwd");
    String passwords = secrets.resolve("passwords").toString();
    assertThat(run(passwd, "-b", "-c", passwords, "ems", PASSWORD)).isZero();
    assertThat(run(passwd, "-b", passwords, "dashboard", PASSWORD)).isZero();
  }

  /** Its files as they are, but for where they are and what it listens on. */
  private void startBroker() throws IOException {
    Files.copy(COMPOSE.resolve("acl"), secrets.resolve("acl"));
    String config =
        Files.readString(COMPOSE.resolve("mosquitto.conf"))
            .replace("/mosquitto/config/", secrets + "/")
            .replace("/mosquitto/data/", secrets + "/")
            .replace("listener 8883", "listener " + people + " 127.0.0.1")
            .replace("listener 8884", "listener " + bridges + " 127.0.0.1");
    Path file = Files.writeString(secrets.resolve("mosquitto.conf"), config + "user root\n");
    List<String> command = List.of(Programs.require("mosquitto"), "-c", file.toString());
    rig.keep(new Child(secrets, command, line -> {}));
    await("mosquitto").atMost(SOON).until(() -> Ports.answers(people) && Ports.answers(bridges));
  }

  private void startBridge(J2modServer charger) throws IOException {
    Map<String, Map<String, Map<String, Map<String, String>>>> compose =
        new Yaml().load(Files.readString(COMPOSE.resolve("compose.yaml")));
    String inventory =
        "chargers: [{id: bay-01, host: 127.0.0.1, port: %d, max-current: 32}]"
            .formatted(charger.port());
    Path file = Files.writeString(bridge.folder().resolve("inventory.yaml"), inventory);
    Stream<String> environment =
        compose.get("services").get("bridge").get("environment").entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .map(line -> line.replace("/run/secrets/", secrets + "/"))
            .map(line -> line.replace("/etc/ampwire/inventory.yaml", file.toString()))
            .map(line -> line.replace("broker:8884", "localhost:" + bridges))
            .map(line -> line.replace("0.0.0.0", "127.0.0.1"));
    List<String> through = Stream.concat(Stream.of("/usr/bin/env"), environment).toList();
    bridge.installed(JAR, through).start();
  }

  private Child listen(String filter, Consumer<String> lines) {
    List<String> command = client("mosquitto_sub", people, "localhost");
    command.addAll(List.of("-u", "dashboard", "-P", PASSWORD, "-v", "-q", "1", "-t", filter));
    return new Child(secrets, command, lines);
  }

  private int withPassword(String user, String topic, String payload) {
    return publish(people, "localhost", topic, payload, "-u", user, "-P", PASSWORD);
  }

  private int withCertificate(String name, String topic, String payload) {
    return withCertificate(name, "localhost", topic, payload);
  }

  private int withCertificate(String name, String host, String topic, String payload) {
    String certificate = secrets.resolve(name + ".crt").toString();
    String key = secrets.resolve(name + ".key").toString();
    return publish(bridges, host, topic, payload, "--cert", certificate, "--key", key);
  }

  private int publish(int port, String host, String topic, String payload, String... login) {
    List<String> command = client("mosquitto_pub", port, host);
    command.addAll(List.of("-q", "1", "-t", topic, "-m", payload));
    command.addAll(List.of(login));
    return run(command.toArray(String[]::new));
  }

  private List<String> client(String program, int port, String host) {
    List<String> command = new ArrayList<>(List.of(Programs.require(program), "-h", host, "-p"));
    command.addAll(
        List.of(Integer.toString(port), "--cafile", secrets.resolve("ca.crt").toString()));
    return command;
  }

  private int run(String... command) {
    List<String> said = new ArrayList<>();
    try (Child child = new Child(bridge.folder(), List.of(command), said::add)) {
      return child.exitCode(SOON);
    }
  }
}
