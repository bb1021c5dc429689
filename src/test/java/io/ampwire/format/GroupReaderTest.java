package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.fleet.Group;
import io.ampwire.fleet.Inventory;
import io.ampwire.group.LimitSettings;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Evlink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Groups of an inventory that share their limit. */
class GroupReaderTest {
  private static final String CHARGERS =
      """
      chargers:
        - { id: bay-01, host: 192.0.2.11, max-current: 32, phases: [L2, L3, L1] }
        - { id: bay-02, host: 192.0.2.12, max-current: 16 }
        - { id: free, host: 192.0.2.13 }
      groups:
        feeder-1:
          max-current: 63
      """;

  private static InventoryReader.Result read(String keys) {
    return InventoryReader.read(
        "inventory.yaml", CHARGERS + keys.indent(4), Map.of(Evlink.MAP.id(), Evlink.MAP));
  }

  private static Group group(String keys) {
    Inventory inventory = ((InventoryReader.Parsed) read(keys)).inventory();
    return inventory.groups().get(0);
  }

  private static String faults(String keys) {
    return ((Problems) read(keys)).toString();
  }

  @Test
  void every_key_of_the_contract_is_read() {
    LimitSettings limits =
        group(
                """
                safe-current: 24
                share: weight
                floor-power: 4.2
                floor-simultaneity: 0.8
                rotate: 10m
                min-pause: 2m
                members: [bay-01, { id: bay-02, weight: 2 }]
                meter: { topic: site/meter, phases: ["/l1", "/l2", "/l3"], unit: mA, stale-after: 5s }
                """)
            .limits()
            .orElseThrow();
    assertThat(limits.maxCurrent()).isEqualTo(63);
    assertThat(limits.safeCurrent()).isEqualTo(OptionalDouble.of(24));
    assertThat(limits.times())
        .isEqualTo(new LimitSettings.Times(Duration.ofMinutes(10), Duration.ofMinutes(2)));
    assertThat(limits.floor()).contains(new LimitSettings.Floor(4.2, 0.8));
    assertThat(limits.meter())
        .contains(
            new LimitSettings.Meter(
                "site/meter", List.of("/l1", "/l2", "/l3"), 0.001, Duration.ofSeconds(5)));
    assertThat(limits.members())
        .extracting(m -> m.id() + " " + m.weight() + " " + m.phases() + " " + m.most())
        .containsExactly("bay-01 1.0 [1, 2, 0] 32", "bay-02 2.0 [] 16");
  }

  @Test
  void without_share_a_group_guards_and_its_digest_is_that_of_before() {
    assertThat(group("members: [bay-01, bay-02]"))
        .isEqualTo(
            new Group(
                "feeder-1",
                63,
                List.of(new ChargerId("bay-01"), new ChargerId("bay-02")),
                Optional.empty()));
  }

  @Test
  void equal_shares_ignore_weights_and_have_the_documented_defaults() {
    LimitSettings limits =
        group("members: [{ id: bay-01, weight: 3 }]\nshare: equal").limits().orElseThrow();
    assertThat(limits.members().get(0).weight()).isEqualTo(1);
    assertThat(limits.times().rotate()).isEqualTo(Duration.ofMinutes(15));
    assertThat(limits.times().minPause()).isEqualTo(Duration.ofMinutes(5));
    assertThat(limits.safeCurrent()).isEmpty();
  }

  @Test
  void what_cannot_be_kept_is_refused_with_its_remedy() {
    assertThat(faults("members: [bay-01]\nsafe-current: 10"))
        .contains("needs share: equal or share: weight");
    assertThat(faults("members: [free]\nshare: equal")).contains("'free' has no max-current");
    assertThat(faults("members: [bay-01]\nshare: equal\nfloor-power: 4.2"))
        .contains("needs floor-simultaneity");
    assertThat(faults("members: [bay-01]\nshare: equal\nsafe-current: 64"))
        .contains("must be 0..63");
    assertThat(faults("members: [bay-01]\nshare: equal\nmeter: { topic: 'a/#', phases: ['x'] }"))
        .contains("without wildcards")
        .contains("JSON pointer");
    assertThat(faults("members: [{ id: bay-01, weight: 0 }]\nshare: weight"))
        .contains("must be 1..100");
  }
}
