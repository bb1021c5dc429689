package io.ampwire.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.ChargerLane;
import io.ampwire.charger.LaneMetrics;
import io.ampwire.charger.LanePorts;
import io.ampwire.charger.RecordingSink;
import io.ampwire.charger.ScriptedCharger;
import io.ampwire.command.Command;
import io.ampwire.format.InventoryReader;
import io.ampwire.link.ConnectionMetrics;
import io.ampwire.link.ManualScheduler;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.WriteGate;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Evlink;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final Shards FOUR = new Shards(4);

  private final ManualScheduler scheduler = new ManualScheduler();
  private final Map<String, ScriptedCharger> chargers = new HashMap<>();
  private final RecordingSink sink = new RecordingSink();
  private final List<String> said = new ArrayList<>();
  private final Inventory inventory = inventory(IntStream.range(0, 40).boxed().toList());

  private final Fleet fleet =
      new Fleet(
          List.of(new Fleet.Loop(scheduler, this::dial)),
          new GroupLedger(overdrawn -> {}),
          FOUR,
          new Fleet.Outside(
              (entry, tenure) -> LanePorts.of(scheduler::nanos, sink, LaneMetrics.NONE),
              ConnectionMetrics.NONE,
              id -> said.add("gone " + id),
              id -> said.add("handed " + id),
              new Random(1)));

  private CompletionStage<ModbusDialer.Socket> dial(
      ModbusDialer.Endpoint endpoint, java.util.function.Consumer<ModbusDialer.Close> closed) {
    return chargers
        .computeIfAbsent(endpoint.host(), h -> new ScriptedCharger(scheduler, Evlink.MAP))
        .dial(endpoint, closed);
  }

  private static Inventory inventory(List<Integer> numbers) {
    String text =
        numbers.stream()
            .map(n -> "bay-%02d@192.0.2.%d".formatted(n, n))
            .collect(Collectors.joining(","));
    InventoryReader.Result result =
        InventoryReader.readShort(text, Map.of(Evlink.MAP.id(), Evlink.MAP));
    return ((InventoryReader.Parsed) result).inventory();
  }

  private static ShardLease tenure(int shard) {
    return new ShardLease(shard, OptionalLong.of(7), WriteGate.ALWAYS, true);
  }

  private List<ChargerId> in(int shard) {
    return inventory.chargers().stream()
        .filter(entry -> FOUR.of(entry) == shard)
        .map(ChargerEntry::id)
        .toList();
  }

  private List<ChargerId> served() {
    return fleet.chargers().stream().map(ChargerEntry::id).toList();
  }

  @Test
  void nobodys_charger_is_touched() {
    fleet.apply(inventory);
    scheduler.advance(5_000);

    assertThat(served()).isEmpty();
    assertThat(chargers).isEmpty();
  }

  @Test
  void the_chargers_of_a_shard_that_is_acquired_are_served_and_no_others() {
    fleet.apply(inventory);
    fleet.own(tenure(2));
    scheduler.advance(5_000);

    assertThat(served()).isNotEmpty().containsExactlyElementsOf(in(2));
    assertThat(chargers).hasSameSizeAs(in(2));
    assertThat(fleet.online()).isEqualTo(in(2).size());
  }

  @Test
  void a_lost_shard_is_let_go_before_anybody_is_told_and_nobody_clears_its_topics() {
    fleet.apply(inventory);
    fleet.own(tenure(1));
    fleet.own(tenure(3));
    scheduler.advance(5_000);

    CompletionStage<Void> closed = fleet.disown(1, 0);
    assertThat(said).isEmpty();
    scheduler.settle();

    assertThat(closed.toCompletableFuture()).isCompleted();
    assertThat(said)
        .containsExactlyInAnyOrderElementsOf(in(1).stream().map(id -> "handed " + id).toList());
    assertThat(served()).containsExactlyElementsOf(in(3));
  }

  @Test
  void a_new_name_reaches_meta_and_costs_neither_connection_nor_lane() {
    fleet.apply(inventory);
    fleet.own(tenure(0));
    fleet.own(tenure(1));
    fleet.own(tenure(2));
    fleet.own(tenure(3));
    scheduler.advance(5_000);
    ChargerEntry before = fleet.chargers().get(0);
    ChargerLane lane = fleet.lane(before.id()).orElseThrow();
    ChargerDescription named =
        new ChargerDescription(Optional.of("Visitors"), Optional.of("North"), List.of("guests"));

    List<ChargerEntry> edited = new ArrayList<>(inventory.chargers());
    edited.set(0, before.described(named));
    fleet.apply(Inventory.of(edited, List.of()));
    scheduler.advance(100);

    assertThat(fleet.lane(before.id())).containsSame(lane);
    assertThat(fleet.chargers().get(0).description()).isEqualTo(named);
    assertThat(sink.meta().description()).isEqualTo(named);
    assertThat(Inventory.of(edited, List.of()).digest()).isNotEqualTo(inventory.digest());
  }

  @Test
  void a_shard_that_comes_back_gets_new_lanes() {
    fleet.apply(inventory);
    fleet.own(tenure(1));
    scheduler.advance(5_000);
    fleet.disown(1, 0);
    scheduler.advance(5_000);
    assertThat(fleet.online()).isZero();

    fleet.own(tenure(1));
    scheduler.advance(40_000);

    assertThat(fleet.online()).isEqualTo(in(1).size());
  }

  @Test
  void who_serves_a_charger_that_left_the_inventory_clears_its_topics() {
    fleet.apply(inventory);
    fleet.own(tenure(0));

    fleet.apply(inventory(List.of(99)));

    assertThat(said)
        .containsExactlyInAnyOrderElementsOf(in(0).stream().map(id -> "gone " + id).toList());
  }

  @Test
  void of_every_charger_of_the_inventory_the_shard_is_known() {
    fleet.apply(inventory);

    assertThat(fleet.shard(in(3).get(0))).isEqualTo(OptionalInt.of(3));
    assertThat(fleet.shard(new ChargerId("nobody"))).isEmpty();
  }

  /** FAULTS R18. */
  @Test
  void a_charger_that_is_renamed_while_controlled_receives_nothing_under_its_new_name() {
    fleet.own(tenure(0));
    fleet.own(tenure(1));
    fleet.own(tenure(2));
    fleet.own(tenure(3));
    for (int moment = 0; moment < 40; moment++) {
      String host = "192.0.2." + (100 + moment);
      fleet.apply(single("before-" + moment, host));
      scheduler.advance(5_000);
      ChargerLane lane = fleet.lane(new ChargerId("before-" + moment)).orElseThrow();
      lane.command(setPoint(16));
      scheduler.advance(4_000 + moment * 50L);
      ScriptedCharger charger = chargers.get(host);
      assertThat(charger.writes("set_point")).as("controlled, moment %d", moment).isNotEmpty();
      assertThat(charger.writes("lifebit")).as("lifebits, moment %d", moment).isNotEmpty();

      fleet.apply(single("after-" + moment, host));
      scheduler.settle();
      charger.forget();
      scheduler.advance(30_000);

      assertThat(fleet.online()).as("moment %d", moment).isEqualTo(1);
      assertThat(charger.writes()).as("after the new name, moment %d", moment).isEmpty();
    }
  }

  private static Inventory single(String id, String host) {
    String text = "chargers: [{id: %s, host: %s, max-current: 32}]".formatted(id, host);
    InventoryReader.Result result =
        InventoryReader.read("inventory.yaml", text, Map.of(Evlink.MAP.id(), Evlink.MAP));
    return ((InventoryReader.Parsed) result).inventory();
  }

  private Command setPoint(long amps) {
    return new Command(
        "set_point",
        new Command.Number(BigDecimal.valueOf(amps)),
        Optional.of("c" + amps),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.of("ems-1"),
        false,
        scheduler.nanos(),
        scheduler.wallMillis());
  }
}
