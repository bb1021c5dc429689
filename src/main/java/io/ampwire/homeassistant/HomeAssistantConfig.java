package io.ampwire.homeassistant;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Home Assistant MQTT discovery. */
public interface HomeAssistantConfig {
  @WithDefault("true")
  boolean enabled();

  @WithDefault("homeassistant")
  String prefix();

  @WithDefault("false")
  boolean compat();

  /** Address of the console as a browser reaches it, for the link on each device's page. */
  Optional<String> consoleUrl();
}
