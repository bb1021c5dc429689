package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Encryption, certificates and passwords, right and wrong. */
class SecureBrokerIT {
  private static final String PASSWORD = "correct-horse-4711";
  private static final String WRONG = "stable-battery-0815";
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Rig rig = new Rig();
  private BridgeProcess bridge;
  private Mosquitto broker;
  private Certificates certificates;

  @BeforeEach
  void aBrokerAndABridgeThatAreNotStartedYet() {
    broker = rig.broker();
    bridge = rig.bridge().set("ampwire.chargers", "bay@127.0.0.1:1");
    certificates = new Certificates(bridge.folder());
  }

  private void encrypted(Certificates.Pair server, String... more) {
    String[] lines =
        new String[] {
          "allow_anonymous true", "certfile " + server.certificate(), "keyfile " + server.key()
        };
    String[] all = Arrays.copyOf(lines, lines.length + more.length);
    System.arraycopy(more, 0, all, lines.length, more.length);
    bridge.set("ampwire.mqtt.url", "mqtts://localhost:" + broker.listen(all));
    broker.start();
  }

  private void awaitInsecure(String words) {
    awaitReason("insecure");
    assertThat(warnings().get(0)).contains(words);
  }

  private void awaitReason(String reason) {
    await(reason)
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> bridge.page("/q/health/ready").contains("\"reason\": \"" + reason + "\""));
    assertThat(bridge.status("/q/health/ready")).isEqualTo(503);
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);
    System.out.println("broker: " + warnings().get(0));
  }

  private List<String> warnings() {
    return bridge
        .log()
        .lines()
        .filter(line -> line.contains("WARN") && line.contains("broker"))
        .toList();
  }

  private void awaitOnline() {
    rig.subscribe(broker, "ampwire/bridge/status").await1("ampwire/bridge/status", "online");
  }

  @Test
  void bothSidesProveWhoTheyAre() {
    Certificates.Pair me = certificates.of("bridge", "ampwire-bridge");
    encrypted(
        certificates.of("server", "localhost"),
        "cafile " + certificates.authority(),
        "require_certificate true");
    bridge
        .set("ampwire.mqtt.tls.ca-file", certificates.authority().toString())
        .set("ampwire.mqtt.tls.certificate-file", me.certificate().toString())
        .set("ampwire.mqtt.tls.key-file", me.key().toString())
        .start();
    awaitOnline();
    assertThat(warnings()).isEmpty();
  }

  /** FAULTS M09. */
  @Test
  void aCertificateOfAnotherHostIsRefused() {
    encrypted(certificates.of("server", "broker.example"));
    bridge.set("ampwire.mqtt.tls.ca-file", certificates.authority().toString()).start();
    awaitInsecure("the broker's certificate is refused: No subject alternative DNS name matching");
  }

  @Test
  void aBrokerThatWantsACertificateWhichThereIsNotIsSaidWithTheKeyThatNamesOne() {
    encrypted(
        certificates.of("server", "localhost"),
        "cafile " + certificates.authority(),
        "require_certificate true");
    bridge.set("ampwire.mqtt.tls.ca-file", certificates.authority().toString()).start();
    awaitInsecure("see ampwire.mqtt.tls.certificate-file");
  }

  /** FAULTS M09. */
  @Test
  void aCertificateWhoseTimeIsOverIsRefused() {
    encrypted(certificates.expired("server", "localhost"));
    bridge.set("ampwire.mqtt.tls.ca-file", certificates.authority().toString()).start();
    awaitInsecure("the broker's certificate is expired or not yet valid");
    assertThat(warnings()).as("said once").hasSize(1);
  }

  /** FAULTS M09. */
  @Test
  void aStrangersCertificateIsRefusedUntilItsAuthorityIsTrusted() throws IOException {
    Certificates others = new Certificates(Files.createDirectory(bridge.folder().resolve("other")));
    encrypted(others.of("server", "localhost"));
    Path trusted = certificates.authority();
    bridge.set("ampwire.mqtt.tls.ca-file", trusted.toString()).start();
    awaitInsecure("not signed by a trusted authority; set ampwire.mqtt.tls.ca-file");

    Files.copy(others.authority(), trusted, StandardCopyOption.REPLACE_EXISTING);
    awaitOnline();
  }

  /** FAULTS M09 and S19. */
  @Test
  void aPasswordThatIsWrongIsSaidAndNeverPrintedAndReadAgainUntilItIsRight() throws IOException {
    Path users = bridge.folder().resolve("users");
    List<String> said = new java.util.ArrayList<>();
    try (Child tool =
        new Child(
            bridge.folder(),
            List.of(
                Programs.require("mosquitto_passwd"), "-c", "-b", users.toString(), "me", PASSWORD),
            said::add)) {
      assertThat(tool.exitCode(SOON)).as("%s", said).isZero();
    }
    int port = broker.listen("allow_anonymous false", "password_file " + users);
    broker.start();
    bridge
        .set("ampwire.mqtt.url", "mqtt://127.0.0.1:" + port)
        .set("ampwire.mqtt.username", "me")
        .file("ampwire.mqtt.password-file", "password", WRONG + "\n")
        .set("quarkus.log.level", "DEBUG")
        .start();
    awaitReason("refused");
    assertThat(warnings()).as("said once").hasSize(1);

    Files.writeString(bridge.folder().resolve("password"), PASSWORD + "\n");
    awaitOnline();
    String everything =
        bridge.log()
            + bridge.page("/q/health")
            + bridge.page("/q/metrics")
            + bridge.api("/api/v1/chargers")
            + bridge.api("/api/v1/log")
            + rig.subscribe(broker, "#").await1("ampwire/bridge/info");
    assertThat(bridge.log()).as("debug output is on").contains("DEBUG");
    for (String secret : List.of(PASSWORD, WRONG)) {
      assertThat(everything)
          .doesNotContain(secret)
          .doesNotContain(Arrays.toString(secret.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
