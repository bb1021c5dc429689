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
 * The chargers at work: those of the inventory that are in a shard of ours. A new inventory is
 * applied charger by charger: those it does not change go on as they are, on the connection they
 * have.
 */
public final class Fleet {
  private static final long DRAIN = 20_000_000L;

  private final ConnectionPool wires;
  private final Outside around;
  private final Map<ChargerId, Running> running = new LinkedHashMap<>();
  private final GroupLedger groups;
  private final Shards shards;
  private final Map<Integer, ShardLease> tenures = new LinkedHashMap<>();
  private Inventory inventory = new Inventory(List.of(), List.of(), "");

  /** A place where chargers live: one scheduler and its dialer. */
  public record Loop(Scheduler scheduler, ModbusDialer dialer) {}

  /**
   * What the fleet needs from outside.
   *
   * @param lanes the ports of a charger's lane
   * @param gone told which charger left the inventory
   * @param handed told which charger is another bridge's now, when its lane has said its last word
   */
  public record Outside(
      BiFunction<ChargerEntry, ShardLease, LanePorts> lanes,
      ConnectionMetrics linkMetrics,
      Consumer<ChargerId> gone,
      Consumer<ChargerId> handed,
      RandomGenerator random) {}

  private record Running(ChargerEntry entry, ChargerLane lane, ConnectionPool.Pooled wire) {}

  /**
   * @param groups the guard that lanes ask; told the groups of each inventory
   * @param shards which shard a charger is in
   */
  public Fleet(List<Loop> loops, GroupLedger groups, Shards shards, Outside around) {
    this.groups = groups;
    this.wires = new ConnectionPool(loops, around.linkMetrics, around.random);
    this.shards = shards;
    this.around = around;
  }

  /** Makes the inventory the one in force. */
  public synchronized void apply(Inventory wanted) {
    groups.apply(wanted);
    inventory = wanted;
    for (ChargerId id : List.copyOf(running.keySet())) {
      Optional<ChargerEntry> entry = wanted.charger(id);
      boolean ours = entry.filter(e -> tenures.containsKey(shards.of(e))).isPresent();
      if (!ours || !describes(entry.get(), running.get(id))) {
        CompletableFuture<Void> stopped = stop(running.remove(id), StopReason.RETIRED);
        groups.forget(id);
        if (entry.isEmpty()) {
          around.gone.accept(id);
        } else if (!ours) {
          stopped.thenRun(() -> around.handed.accept(id));
        }
      }
    }
    startMissing();
  }

  /** Whether nothing but the description changed; then the lane goes on under the new one. */
  private boolean describes(ChargerEntry wanted, Running one) {
    if (!wanted.equals(one.entry.described(wanted.description()))) {
      return false;
    }
    if (!wanted.description().equals(one.entry.description())) {
      running.put(wanted.id(), new Running(wanted, one.lane, one.wire));
      one.lane.describe(wanted.description());
    }
    return true;
  }

  /** The shard is ours from now on. */
  public synchronized void own(ShardLease tenure) {
    tenures.put(tenure.shard(), tenure);
    startMissing();
  }

  /**
   * The shard is no longer ours. Completes when every socket to it is closed.
   *
   * @param patience how long an answer that is under way may take, ns
   */
  public synchronized CompletionStage<Void> disown(int shard, long patience) {
    tenures.remove(shard);
    List<CompletableFuture<Void>> leaving = new ArrayList<>();
    for (Running one : List.copyOf(running.values())) {
      if (shards.of(one.entry) == shard) {
        ChargerId id = one.entry.id();
        running.remove(id);
        leaving.add(leave(one, patience).thenRun(() -> around.handed.accept(id)));
      }
    }
    return CompletableFuture.allOf(leaving.toArray(CompletableFuture<?>[]::new));
  }

  /** How many shards are ours. */
  public synchronized int shardsHeld() {
    return tenures.size();
  }

  /** The shard of a charger of the inventory, ours or not. */
  public synchronized OptionalInt shard(ChargerId id) {
    return inventory
        .charger(id)
        .map(entry -> OptionalInt.of(shards.of(entry)))
        .orElse(OptionalInt.empty());
  }

  private void startMissing() {
    int place = 0;
    for (ChargerEntry entry : inventory.chargers()) {
      ShardLease tenure = tenures.get(shards.of(entry));
      if (tenure != null && !running.containsKey(entry.id())) {
        running.put(entry.id(), start(entry, tenure, place, inventory.chargers().size()));
      }
      place++;
    }
  }

  /** Stops all lanes: the lifebits first. Completes when the last has stopped. */
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

  /** How many answer. */
  public synchronized long online() {
    return running.values().stream().filter(r -> r.lane.online()).count();
  }

  /** How many are told that their controller lives. */
  public synchronized long controlled() {
    return running.values().stream().filter(r -> r.lane.lifebitAge().isPresent()).count();
  }

  /** The oldest of the last accepted lifebits, ms; 0 while none is due. */
  public synchronized long oldestLifebit() {
    return running.values().stream().mapToLong(r -> r.lane.lifebitAge().orElse(0)).max().orElse(0);
  }

  /** Whether the clockwork of a lane has stopped. */
  public synchronized boolean stuck() {
    return running.values().stream().anyMatch(r -> r.lane.stuck());
  }

  private Running start(ChargerEntry entry, ShardLease tenure, int place, int of) {
    ConnectionPool.Pooled wire = wires.take(entry, tenure.gate());
    boolean first = wire.single();
    Duration offset = new PollOffset(place, of).offset(entry.poll(), first);
    ChargerLane lane =
        new ChargerLane(
            entry.lane(offset, tenure.watched()),
            wire.connection().link(),
            wire.scheduler(),
            around.lanes.apply(entry, tenure));
    wire.scheduler()
        .execute(
            () -> {
              if (first) {
                wire.connection().start();
              }
              lane.start();
            });
    return new Running(entry, lane, wire);
  }

  private CompletableFuture<Void> stop(Running stopped, StopReason why) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    ConnectionPool.Pooled wire = stopped.wire;
    boolean last = wires.leave(stopped.entry, wire);
    wire.scheduler()
        .execute(
            () -> {
              stopped.lane.stop(why);
              if (last) {
                wire.connection().stop();
              }
              done.complete(null);
            });
    return done;
  }

  /** The lane first, then, when what it is writing has ended or patience has, the socket. */
  private CompletableFuture<Void> leave(Running leaving, long patience) {
    if (patience <= 0) {
      return stop(leaving, StopReason.DISOWNED);
    }
    CompletableFuture<Void> left = new CompletableFuture<>();
    Scheduler scheduler = leaving.wire.scheduler();
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
