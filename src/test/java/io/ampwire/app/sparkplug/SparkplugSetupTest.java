package io.ampwire.app.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.sparkplug.EdgeNodeSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys under {@code ampwire.sparkplug}. */
class SparkplugSetupTest {
  private static SparkplugSetup setup(Map<String, String> keys) {
    Map<String, String> all = new TreeMap<>(keys);
    all.putIfAbsent("ampwire.sparkplug.enabled", "true");
    AmpwireConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(AmpwireConfig.class)
            .withSources(new PropertiesConfigSource(all, "test", 100))
            .build()
            .getConfigMapping(AmpwireConfig.class);
    return new SparkplugSetup(config);
  }

  private static List<String> faults(Map<String, String> keys) {
    List<String> wrong = new ArrayList<>();
    setup(keys).check(wrong);
    return wrong;
  }

  @Test
  void ids_default_to_the_base_topic_and_the_bridge_id() {
    SparkplugSetup setup = setup(Map.of("ampwire.bridge-id", "site-7"));
    EdgeNodeSettings node = setup.node(Optional.empty(), "1");

    assertThat(node.topics().group()).isEqualTo("ampwire");
    assertThat(node.topics().node()).isEqualTo("site-7");
    assertThat(node.primaryHost()).isEmpty();
    assertThat(setup.clientId(Optional.empty())).isEqualTo("ampwire-site-7-sparkplug");
    assertThat(faults(Map.of())).isEmpty();
  }

  @Test
  void each_shard_is_an_edge_node_with_a_client_id_that_no_member_changes() {
    SparkplugSetup setup =
        setup(
            Map.of(
                "ampwire.sparkplug.group-id", "Plant 1",
                "ampwire.sparkplug.edge-node-id", "Line A",
                "ampwire.ownership.member", "pod-3"));

    assertThat(setup.node(Optional.of(2), "1").topics().group()).isEqualTo("Plant 1");
    assertThat(setup.node(Optional.of(2), "1").topics().node()).isEqualTo("Line A-2");
    assertThat(setup.clientId(Optional.of(2))).isEqualTo("ampwire-bridge-sparkplug-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a+", "#", " ", "\u0007"})
  void an_id_that_is_not_a_topic_level_is_refused(String id) {
    assertThat(
            faults(
                Map.of(
                    "ampwire.sparkplug.group-id", id,
                    "ampwire.sparkplug.edge-node-id", id,
                    "ampwire.sparkplug.primary-host", id)))
        .hasSize(3)
        .allMatch(fault -> fault.contains("must be 1..64 characters without + / #"));
  }

  @Test
  void a_base_topic_of_several_levels_needs_a_group_id() {
    assertThat(faults(Map.of("ampwire.base-topic", "site/7")))
        .singleElement()
        .asString()
        .startsWith("ampwire.sparkplug.group-id: ")
        .contains("set the key");
    assertThat(faults(Map.of("ampwire.base-topic", "site/7", "ampwire.sparkplug.group-id", "site")))
        .isEmpty();
    assertThat(faults(Map.of("ampwire.base-topic", "site/7", "ampwire.sparkplug.enabled", "false")))
        .isEmpty();
  }
}
