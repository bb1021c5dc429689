package io.ampwire.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.app.config.AmpwireConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpSettingsTest {
  private static List<String> check(Map<String, String> settings) {
    AmpwireConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withMapping(AmpwireConfig.class)
            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
            .withConverter(Duration.class, 200, new DurationConverter())
            .withDefaultValues(settings)
            .build()
            .getConfigMapping(AmpwireConfig.class);
    List<String> wrong = new ArrayList<>();
    HttpSettings.check(config.http(), wrong);
    return wrong;
  }

  @Test
  void the_defaults_are_right() {
    assertThat(check(Map.of())).isEmpty();
  }

  @Test
  void addresses_networks_and_names_are_right() {
    assertThat(
            check(
                Map.of(
                    "ampwire.http.trusted-proxies",
                    "192.0.2.1,10.0.0.0/8,2001:db8::/32",
                    "ampwire.http.hosts",
                    "console.example,bay-1.lan")))
        .isEmpty();
  }

  @Test
  void every_fault_names_its_key() {
    assertThat(
            check(
                Map.of(
                    "ampwire.http.trusted-proxies", "proxy.example",
                    "ampwire.http.hosts", "Console.example,console.example:8080,evil..example",
                    "ampwire.http.max-connections", "0",
                    "ampwire.http.body-timeout", "0S")))
        .hasSize(6)
        .anyMatch(fault -> fault.startsWith("ampwire.http.trusted-proxies: 'proxy.example'"))
        .anyMatch(fault -> fault.startsWith("ampwire.http.hosts: 'Console.example'"))
        .anyMatch(fault -> fault.startsWith("ampwire.http.max-connections: "))
        .anyMatch(fault -> fault.startsWith("ampwire.http.body-timeout: "));
  }
}
