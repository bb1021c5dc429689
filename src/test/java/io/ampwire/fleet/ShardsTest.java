package io.ampwire.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.format.InventoryReader;
import io.ampwire.map.Evlink;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardsTest {
  private static final Shards SIXTEEN = new Shards(16);

  private static Inventory inventory(String yaml) {
    InventoryReader.Result result =
        InventoryReader.read("test", yaml, Map.of(Evlink.MAP.id(), Evlink.MAP));
    return ((InventoryReader.Parsed) result).inventory();
  }

  @Test
  void what_is_behind_one_socket_is_in_one_shard_whatever_the_units_and_the_names() {
    Inventory gateway =
        inventory(
            """
            chargers:
              - { id: left, host: Gateway.example, port: 1502, unit: 1 }
              - { id: right, host: gateway.example, port: 1502, unit: 2 }
            """);

    assertThat(gateway.chargers().stream().map(SIXTEEN::of).distinct()).hasSize(1);
  }

  /** It must never change: bridges of two releases share an installation during an upgrade. */
  @Test
  void where_a_socket_belongs_is_the_same_in_every_release() {
    assertThat(SIXTEEN.of("192.0.2.11", 502)).isEqualTo(15);
    assertThat(SIXTEEN.of("192.0.2.12", 502)).isEqualTo(12);
  }

  @Test
  void two_hundred_chargers_leave_no_shard_empty() {
    assertThat(IntStream.range(0, 200).map(n -> SIXTEEN.of("192.0.2." + n, 502)).distinct())
        .hasSize(16);
  }

  @Test
  void a_group_over_several_shards_is_named_with_the_remedy() {
    Inventory fleet =
        inventory(
            """
            chargers:
              - { id: bay-01, host: 192.0.2.11 }
              - { id: bay-02, host: 192.0.2.12 }
            groups:
              feeder-1: { max-current: 40, members: [bay-01, bay-02] }
            """);

    assertThat(SIXTEEN.divided(fleet))
        .singleElement()
        .asString()
        .contains("feeder-1", "bay-01 in shard ", "bay-02 in shard ", "ownership.shards=1");
    assertThat(Shards.ONE.divided(fleet)).isEmpty();
  }
}
