package io.ampwire.mqtt;

import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Commands to chargers. */
public interface CommandConfig {
  /**
   * Also subscribes to {@code cmd/{name}/{controller}}, so that an access list can restrict who
   * sends a command.
   */
  @WithDefault("false")
  boolean controllerTopics();

  /** MQTT 5: filters of response topics outside the bridge's own tree that are answered. */
  Optional<List<String>> responseTopics();
}
