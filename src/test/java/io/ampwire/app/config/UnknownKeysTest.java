package io.ampwire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {
  private static final Set<String> KEYS = Set.of("ampwire.bridge-id", "ampwire.mqtt.password-file");

  @Test
  void a_misspelled_variable_is_told() {
    assertThat(
            UnknownKeys.variables(
                Map.of("AMPWIRE_BRIGDE_ID", "x", "AMPWIRE_BRIDGE_ID", "y", "PATH", "/"), KEYS))
        .containsExactly("AMPWIRE_BRIGDE_ID: unknown key, in the environment");
  }

  @Test
  void keys_with_dashes_and_dots_are_known_as_variables() {
    assertThat(UnknownKeys.variables(Map.of("AMPWIRE_MQTT_PASSWORD_FILE", "x"), KEYS)).isEmpty();
  }

  @Test
  void what_kubernetes_makes_of_a_service_is_no_key() {
    Map<String, String> environment =
        Map.of(
            "AMPWIRE_SERVICE_HOST", "10.0.0.1",
            "AMPWIRE_SERVICE_PORT", "8080",
            "AMPWIRE_SERVICE_PORT_HTTP", "8080",
            "AMPWIRE_PORT", "tcp://10.0.0.1:8080",
            "AMPWIRE_PORT_8080_TCP", "tcp://10.0.0.1:8080",
            "AMPWIRE_PORT_8080_TCP_PROTO", "tcp",
            "AMPWIRE_PORT_8080_TCP_PORT", "8080",
            "AMPWIRE_CONSOLE_PORT_8080_TCP_ADDR", "10.0.0.1");
    assertThat(UnknownKeys.variables(environment, KEYS)).isEmpty();
  }

  @Test
  void a_port_that_is_no_link_of_kubernetes_is_told() {
    assertThat(UnknownKeys.variables(Map.of("AMPWIRE_PORT", "502"), KEYS)).hasSize(1);
  }
}
