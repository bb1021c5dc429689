package io.ampwire.sparkplug;

import java.util.Optional;

/**
 * Settings of an edge node.
 *
 * @param primaryHost host application that must be online before anything is published
 * @param version version of this program
 * @param historyBytes bound of the values that wait while nothing can be published
 */
public record EdgeNodeSettings(
    SparkplugTopics topics, Optional<String> primaryHost, String version, long historyBytes) {
  /** Bound of waiting values: 500 chargers with ten changes a second wait for several minutes. */
  public static final long HISTORY_BYTES = 32L << 20;

  /** Name of the controller of every command: a command does not say which host sent it. */
  String controller() {
    return "sparkplug:" + topics.group() + primaryHost.map(host -> "/" + host).orElse("");
  }
}
