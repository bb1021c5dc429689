package io.ampwire.sparkplug;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Keys under {@code ampwire.sparkplug}: the Sparkplug B edge node beside the JSON topics. */
public interface SparkplugConfig {
  /** Whether the bridge is a Sparkplug edge node, too. */
  @WithDefault("false")
  boolean enabled();

  /** Group id; defaults to the base topic. */
  Optional<String> groupId();

  /** Edge node id; defaults to the bridge id, with the shard if several bridges share chargers. */
  Optional<String> edgeNodeId();

  /** Host application that must be online before the edge node publishes. */
  Optional<String> primaryHost();
}
