package io.ampwire.http;

import io.smallrye.config.WithDefault;

/** Web console. */
public interface ConsoleConfig {
  /** Allows operators to send commands over HTTP. */
  @WithDefault("false")
  boolean control();
}
