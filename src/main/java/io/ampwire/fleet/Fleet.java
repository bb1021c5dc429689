package io.ampwire.fleet;

import io.ampwire.charger.ChargerLane;
import io.ampwire.charger.LanePorts;
import io.ampwire.control.StopReason;
import io.ampwire.link.ConnectionMetrics;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Running chargers: those of the inventory that are in a shard of this bridge. A new inventory is
 * applied charger by charger. Chargers that it does not change keep running on their connections.
 */
public final class Fleet {
  private static final long DRAIN = 20_000_000L;

  private final ConnectionPool connections;
  private final Outside outside;
  private final Map<ChargerId, Running> running = new LinkedHashMap<>();
  private final GroupLedger groups;
  private final Shards shards;
  private final Map<Integer, ShardLease> shardLeases = new LinkedHashMap<>();
  private Inventory inventory = new Inventory(List.of(), List.of(), "");

  /** Event loop for chargers: one scheduler and its dialer. */
  public record Loop(Scheduler scheduler, ModbusDialer dialer) {}

  /**
   * Ports of the fleet.
   *
   * @param lanes the ports of a charger's lane
   * @param gone receives each charger that left the inventory
   * @param handed receives each charger that moved to another bridge, after its lane has reported
   *     for the last time
   */
  public record Outside(
      BiFunction<ChargerEntry, ShardLease, LanePorts> lanes,
      ConnectionMetrics linkMetrics,
      Consumer<ChargerId> gone,
      Consumer<ChargerId> handed,
      RandomGenerator random) {}

  private record Running(ChargerEntry entry, ChargerLane lane, ConnectionPool.Pooled pooled) {}

  /**
   * @param groups guard that the lanes call; receives the groups of each inventory
   * @param shards assignment of chargers to shards
   */
  public Fleet(List<Loop> loops, GroupLedger groups, Shards shards, Outside outside) {
    this.groups = groups;
    this.connections = new ConnectionPool(loops, outside.linkMetrics, outside.random);
    this.shards = shards;
    this.outside = outside;
  }

  /** Applies the inventory. */
  public synchronized void apply(Inventory wanted) {
    groups.apply(wanted);
    inventory = wanted;
    for (ChargerId id : List.copyOf(running.keySet())) {
      Optional<ChargerEntry> entry = wanted.charger(id);
      boolean ours = entry.filter(e -> shardLeases.containsKey(shards.of(e))).isPresent();
      if (!ours || !describes(entry.get(), running.get(id))) {
        CompletableFuture<Void> stopped = stop(running.remove(id), StopReason.RETIRED);
        groups.forget(id);
        if (entry.isEmpty()) {
          outside.gone.accept(id);
        } else if (!ours) {
          stopped.thenRun(() -> outside.handed.accept(id));
        }
      }
    }
    startMissing();
  }

  /** Applies a changed description; returns whether the entry is otherwise unchanged. */
  private boolean describes(ChargerEntry wanted, Running one) {
    if (!wanted.equals(one.entry.described(wanted.description()))) {
      return false;
    }
    if (!wanted.description().equals(one.entry.description())) {
      running.put(wanted.id(), new Running(wanted, one.lane, one.pooled));
      one.lane.describe(wanted.description());
    }
    return true;
  }

  /** Starts the chargers of an acquired shard. */
  public synchronized void own(ShardLease shardLease) {
    shardLeases.put(shardLease.shard(), shardLease);
    startMissing();
  }

  /**
   * Stops the chargers of a lost shard. Completes when every socket to them is closed.
   *
   * @param patience longest time to wait for a request in flight, ns
   */
  public synchronized CompletionStage<Void> disown(int shard, long patience) {
    shardLeases.remove(shard);
    List<CompletableFuture<Void>> leaving = new ArrayList<>();
    for (Running one : List.copyOf(running.values())) {
      if (shards.of(one.entry) == shard) {
        ChargerId id = one.entry.id();
        running.remove(id);
        leaving.add(leave(one, patience).thenRun(() -> outside.handed.accept(id)));
      }
    }
    return CompletableFuture.allOf(leaving.toArray(CompletableFuture<?>[]::new));
  }

  /** Number of shards that this bridge owns. */
  public synchronized int shardsHeld() {
    return shardLeases.size();
  }

  /** Shard of a charger of the inventory, owned or not. */
  public synchronized OptionalInt shard(ChargerId id) {
    return inventory
        .charger(id)
        .map(entry -> OptionalInt.of(shards.of(entry)))
        .orElse(OptionalInt.empty());
  }

  private void startMissing() {
    int place = 0;
    for (ChargerEntry entry : inventory.chargers()) {
      ShardLease shardLease = shardLeases.get(shards.of(entry));
      if (shardLease != null && !running.containsKey(entry.id())) {
        running.put(entry.id(), start(entry, shardLease, place, inventory.chargers().size()));
      }
      place++;
    }
  }

  /** Stops all lanes, the lifebits first. Completes when the last lane has stopped. */
  public synchronized CompletionStage<Void> stop() {
    CompletableFuture<?>[] stopping =
        running.values().stream()
            .map(one -> stop(one, StopReason.STOPPED))
            .toArray(CompletableFuture<?>[]::new);
    running.clear();
    return CompletableFuture.allOf(stopping);
  }

  /** The charger's lane. */
  public synchronized Optional<ChargerLane> lane(ChargerId id) {
    return Optional.ofNullable(running.get(id)).map(Running::lane);
  }

  /** The chargers in force, in the order of the inventory. */
  public synchronized List<ChargerEntry> chargers() {
    return running.values().stream().map(Running::entry).toList();
  }

  /** Number of chargers that answer. */
  public synchronized long online() {
    return running.values().stream().filter(r -> r.lane.online()).count();
  }

  /** Number of chargers that receive a lifebit. */
  public synchronized long controlled() {
    return running.values().stream().filter(r -> r.lane.lifebitAge().isPresent()).count();
  }

  /** Age of the oldest last accepted lifebit, ms; 0 while none is due. */
  public synchronized long oldestLifebit() {
    return running.values().stream().mapToLong(r -> r.lane.lifebitAge().orElse(0)).max().orElse(0);
  }

  /** Whether a lane has stalled. */
  public synchronized boolean stuck() {
    return running.values().stream().anyMatch(r -> r.lane.stuck());
  }

  private Running start(ChargerEntry entry, ShardLease shardLease, int place, int of) {
    ConnectionPool.Pooled pooled = connections.take(entry, shardLease.gate());
    boolean first = pooled.single();
    Duration offset = new PollOffset(place, of).offset(entry.poll(), first);
    ChargerLane lane =
        new ChargerLane(
            entry.lane(offset, shardLease.watched()),
            pooled.connection().link(),
            pooled.scheduler(),
            outside.lanes.apply(entry, shardLease));
    pooled
        .scheduler()
        .execute(
            () -> {
              if (first) {
                pooled.connection().start();
              }
              lane.start();
            });
    return new Running(entry, lane, pooled);
  }

  private CompletableFuture<Void> stop(Running stopped, StopReason why) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    ConnectionPool.Pooled pooled = stopped.pooled;
    boolean last = connections.leave(stopped.entry, pooled);
    pooled
        .scheduler()
        .execute(
            () -> {
              stopped.lane.stop(why);
              if (last) {
                pooled.connection().stop();
              }
              done.complete(null);
            });
    return done;
  }

  /**
   * Stops the lane first. It closes the socket when the lane's write has ended or the wait has
   * expired.
   */
  private CompletableFuture<Void> leave(Running leaving, long patience) {
    if (patience <= 0) {
      return stop(leaving, StopReason.DISOWNED);
    }
    CompletableFuture<Void> left = new CompletableFuture<>();
    Scheduler scheduler = leaving.pooled.scheduler();
    scheduler.execute(
        () -> {
          leaving.lane.stop(StopReason.DISOWNED);
          drain(leaving, scheduler, scheduler.nanos() + patience, left);
        });
    return left;
  }

  private void drain(
      Running leaving, Scheduler scheduler, long until, CompletableFuture<Void> left) {
    if (leaving.lane.writing() && scheduler.nanos() - until < 0) {
      scheduler.after(DRAIN, () -> drain(leaving, scheduler, until, left));
    } else {
      synchronized (this) {
        stop(leaving, StopReason.DISOWNED).thenRun(() -> left.complete(null));
      }
    }
  }
}
