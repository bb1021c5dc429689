package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.fleet.ChargerEntry;
import io.ampwire.link.ModbusTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsReaderTest {
  /** A certificate that anybody can read; who signed it does not matter here. */
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      %s
      -----END CERTIFICATE-----
      """;

  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";

  @TempDir Path folder;

  private Path ca;
  private Path key;

  @BeforeEach
  void files() throws IOException {
    ca = write("ca.pem", CERTIFICATE.formatted(Files.resource("certificate.base64").strip()));
    key = write("key.pem", KEY);
  }

  @Test
  void encryption_alone_trusts_whom_the_runtime_trusts_and_has_a_port_of_its_own() {
    ChargerEntry entry = entry("tls: {}");
    assertThat(entry.tls()).contains(new ModbusTls(Optional.empty(), Optional.empty()));
    assertThat(entry.port()).isEqualTo(802);
  }

  @Test
  void all_files_are_taken_and_a_port_stays_what_was_said() {
    ChargerEntry entry =
        entry("port: 1802, tls: { ca: %s, certificate: %s, key: %s }".formatted(ca, ca, key));
    assertThat(entry.tls())
        .contains(new ModbusTls(Optional.of(ca), Optional.of(new ModbusTls.Identity(ca, key))));
    assertThat(entry.port()).isEqualTo(1802);
  }

  @Test
  void without_the_section_nothing_is_encrypted() {
    assertThat(entry("unit: 1").tls()).isEmpty();
    assertThat(entry("unit: 1").port()).isEqualTo(502);
  }

  @Test
  void files_that_are_not_there_or_hold_something_else_are_told_together() throws IOException {
    Path text = write("text.pem", "hello");
    String nowhere = folder.resolve("nowhere.pem").toString();
    assertThat(messages("tls: { ca: %s, certificate: %s, key: %s }".formatted(nowhere, text, text)))
        .hasSize(3)
        .anyMatch(message -> message.contains("there is no file '" + nowhere))
        .anyMatch(message -> message.contains("certificate"))
        .anyMatch(message -> message.contains("no private key"));
  }

  @Test
  void a_key_with_a_passphrase_is_refused() throws IOException {
    Path locked = write("locked.pem", KEY.replace("PRIVATE", "ENCRYPTED PRIVATE"));
    assertThat(messages("tls: { certificate: %s, key: %s }".formatted(ca, locked)))
        .singleElement()
        .asString()
        .contains("without a passphrase");
  }

  @Test
  void half_an_identity_and_unknown_keys_are_refused() {
    assertThat(messages("tls: { certificate: %s, verify: false }".formatted(ca)))
        .hasSize(2)
        .anyMatch(message -> message.contains("name both or none"))
        .anyMatch(message -> message.contains("unknown key"));
  }

  @Test
  void chargers_behind_one_connection_are_encrypted_alike() {
    String text = "chargers: [%s, %s]";
    assertThat(
            problems(
                text.formatted(
                    "{ id: a, host: h, unit: 1, tls: {} }",
                    "{ id: b, host: h, unit: 2, port: 802 }")))
        .singleElement()
        .asString()
        .contains("tls must be the same");
  }

  private ChargerEntry entry(String more) {
    InventoryReader.Result result = read("chargers: [{ id: a, host: h, %s }]".formatted(more));
    return ((InventoryReader.Parsed) result).inventory().chargers().get(0);
  }

  private List<String> messages(String more) {
    return problems("chargers: [{ id: a, host: h, %s }]".formatted(more));
  }

  private static List<String> problems(String text) {
    return ((Problems) read(text)).problems().stream().map(Problem::toString).toList();
  }

  private static InventoryReader.Result read(String text) {
    return InventoryReader.read("inventory.yaml", text, Files.library().maps());
  }

  private Path write(String name, String text) throws IOException {
    return java.nio.file.Files.writeString(folder.resolve(name), text);
  }
}
