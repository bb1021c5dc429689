package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FAULTS S19: what knows where a secret is does not say what it is. */
class SecretsTest {
  private static final String SECRET = "correct-horse-4711";

  @TempDir Path folder;

  @Test
  void settings_that_were_used_print_no_password() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), SECRET + "\n");
    PasswordFile password = new PasswordFile(file);
    BrokerSettings settings =
        new BrokerSettings(
            BrokerSettings.Address.of("mqtts://broker.example"),
            BrokerProfile.GENERIC,
            "ampwire-bridge",
            Optional.of("bridge"),
            Optional.of(password),
            Optional.empty());
    ConnectOptions options =
        new ConnectOptions(settings, new Topics("ampwire", "bridge", Optional.empty()));

    ConnectOptions.Request request = options.read(ProtocolVersion.MQTT_5);
    assertThat(request.connect().payload().passwordInBytes())
        .isEqualTo(SECRET.getBytes(StandardCharsets.UTF_8));
    assertThat(settings + " " + password + " " + options + " " + request)
        .contains("mqtts://broker.example:8883")
        .doesNotContain(SECRET);
  }

  @Test
  void a_password_that_cannot_be_read_names_its_file() {
    Path file = folder.resolve("nowhere");
    assertThatThrownBy(new PasswordFile(file)::read)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mqtts://me:" + SECRET + "@broker.example",
        "mqtts://me:" + SECRET + "@broker_example",
        "http://me:" + SECRET + "@broker.example",
        "mqtts://me:" + SECRET + " @broker.example",
        "me:" + SECRET + "@broker.example:1883",
        "mqtt:" + SECRET,
        "https://broker.example/?password=" + SECRET
      })
  void a_url_with_a_secret_is_refused_and_not_repeated(String url) {
    assertThatThrownBy(() -> BrokerSettings.Address.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(SECRET);
  }
}
