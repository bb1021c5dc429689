package io.ampwire.app.sparkplug;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.sparkplug.EdgeNodeSettings;
import io.ampwire.sparkplug.SparkplugConfig;
import io.ampwire.sparkplug.SparkplugTopics;
import java.util.List;
import java.util.Optional;

/** Reader of the keys of the Sparkplug edge node. */
public final class SparkplugSetup {
  private static final String KEY = "ampwire.sparkplug.";

  private final AmpwireConfig config;
  private final SparkplugConfig keys;

  public SparkplugSetup(AmpwireConfig config) {
    this.config = config;
    this.keys = config.sparkplug();
  }

  /** Adds every fault of the keys to the list. */
  public void check(List<String> wrong) {
    if (!keys.enabled()) {
      return;
    }
    if (!SparkplugTopics.isId(group())) {
      wrong.add(
          KEY
              + "group-id: must be 1..64 characters without + / #, not '"
              + group()
              + "'"
              + (keys.groupId().isEmpty() ? "; the base topic is not one, so set the key" : ""));
    }
    id("edge-node-id", keys.edgeNodeId(), wrong);
    id("primary-host", keys.primaryHost(), wrong);
  }

  private static void id(String key, Optional<String> id, List<String> wrong) {
    id.filter(text -> !SparkplugTopics.isId(text))
        .ifPresent(
            text ->
                wrong.add(
                    KEY + key + ": must be 1..64 characters without + / #, not '" + text + "'"));
  }

  boolean enabled() {
    return keys.enabled();
  }

  /**
   * Settings of an edge node.
   *
   * @param shard shard of its chargers; empty if this bridge has all
   */
  EdgeNodeSettings node(Optional<Integer> shard, String version) {
    String node = keys.edgeNodeId().orElse(config.bridgeId()) + suffix(shard);
    return new EdgeNodeSettings(
        new SparkplugTopics(group(), node),
        keys.primaryHost(),
        version,
        EdgeNodeSettings.HISTORY_BYTES);
  }

  /** Client id of an edge node; the same for each bridge that may have the shard. */
  String clientId(Optional<Integer> shard) {
    return config.mqtt().clientId().orElse("ampwire-" + config.bridgeId())
        + "-sparkplug"
        + suffix(shard);
  }

  private String group() {
    return keys.groupId().orElse(config.baseTopic());
  }

  private static String suffix(Optional<Integer> shard) {
    return shard.map(number -> "-" + number).orElse("");
  }
}
