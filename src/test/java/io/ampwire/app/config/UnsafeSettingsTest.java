package io.ampwire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsafeSettingsTest {
  private static final String SECRET = "correct-horse-4711";

  private static List<String> find(Map<String, String> file, Map<String, String> environment) {
    return UnsafeSettings.find(
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(file, "application.properties", 250))
            .withSources(new EnvConfigSource(environment, 300))
            .build());
  }

  private static List<String> find(String key, String value) {
    return find(Map.of(key, value), Map.of());
  }

  /** FAULTS S24. */
  @ParameterizedTest
  @CsvSource({
    "quarkus.tls.trust-all, true",
    "quarkus.tls.ampwire-mqtt.trust-all, TRUE",
    "quarkus.tls.\"other\".trust-all, true",
    "quarkus.tls.trust-all, ON",
    "mp.messaging.incoming.commands.trust-all, true",
    "quarkus.tls.trust-all, yes",
    "quarkus.tls.trust-all, 1",
    "quarkus.tls.trust-all, On",
    "quarkus.tls.trust-all, y",
    "quarkus.http.proxy.proxy-address-forwarding, true",
    "quarkus.management.proxy.proxy-address-forwarding, yes",
    "quarkus.tls.ampwire-mqtt.hostname-verification-algorithm, NONE"
  })
  void a_setting_that_trusts_everybody_is_reported_with_its_place(String key, String value) {
    assertThat(find(key, value))
        .singleElement()
        .asString()
        .startsWith(key + ": ")
        .contains(", in ", "application.properties");
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.tls.trust-all, false",
    "quarkus.tls.trust-all, no",
    "quarkus.tls.trust-all, 0",
    "quarkus.http.proxy.proxy-address-forwarding, false",
    "quarkus.tls.ampwire-mqtt.hostname-verification-algorithm, HTTPS",
    "quarkus.http.auth.basic, true",
    "ampwire.mqtt.password-file, /run/secrets/mqtt",
    "ampwire.mqtt.url, mqtts://broker.example:8883",
    "ampwire.mqtt.url, 'mqtts://[2001:db8::1]:8883'",
    "quarkus.http.ssl.certificate.key-store-password, ''",
    "some.other.programs.password, x"
  })
  void what_is_safe_is_not_reported(String key, String value) {
    assertThat(find(key, value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quarkus.http.ssl.certificate.key-store-password",
        "quarkus.tls.key-store.p12.password",
        "quarkus.oidc.credentials.secret",
        "ampwire.mqtt.password"
      })
  void a_secret_in_clear_is_reported_without_the_secret(String key) {
    assertThat(find(key, SECRET))
        .singleElement()
        .asString()
        .contains(key, "in clear")
        .doesNotContain(SECRET);
  }

  @Test
  void a_password_in_a_url_is_reported_without_it_whatever_the_key() {
    assertThat(find("ampwire.mqtt.url", "mqtts://me:" + SECRET + "@broker.example"))
        .singleElement()
        .asString()
        .contains("ampwire.mqtt.url", "URL with a password")
        .doesNotContain(SECRET);
  }

  @Test
  void a_variable_counts_as_the_key_does() {
    assertThat(
            find(
                Map.of(),
                Map.of("QUARKUS_TLS_TRUST_ALL", "true", "QUARKUS_TLS_KEY_STORE_P12_PASSWORD", "x")))
        .hasSize(2);
  }

  @Test
  void a_secret_that_is_fetched_from_elsewhere_does_not_stand_there() {
    assertThat(
            find(
                Map.of(
                    "quarkus.tls.key-store.p12.password",
                    "${kept.elsewhere}",
                    "kept.elsewhere",
                    SECRET),
                Map.of()))
        .isEmpty();
  }

  @Test
  void everything_is_reported_at_once() {
    assertThat(
            find(
                Map.of("quarkus.tls.trust-all", "true", "quarkus.oidc.credentials.secret", "x"),
                Map.of("AMPWIRE_MQTT_URL", "mqtt://a:b@c")))
        .hasSize(3);
  }
}
