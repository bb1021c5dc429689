package io.ampwire.fleet;

import io.ampwire.charger.ChargerLane;
import io.ampwire.charger.LaneSettings;
import io.ampwire.charger.Link;
import io.ampwire.charger.LinkMetrics;
import io.ampwire.charger.ModbusDialer;
import io.ampwire.charger.Scheduler;
import io.ampwire.charger.Surroundings;
import io.ampwire.command.Permissions;
import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The chargers at work. A new inventory is applied charger by charger: those it does not change go
 * on as they are, on the connection they have.
 */
public final class Fleet {
  private final List<Loop> loops;
  private final Outside around;
  private final Map<ChargerId, Running> running = new LinkedHashMap<>();
  private final Map<ModbusDialer.Endpoint, Wire> wires = new LinkedHashMap<>();
  private final GroupLedger groups;
  private int dealt;

  /** A place where chargers live: one scheduler and its dialer. */
  public record Loop(Scheduler scheduler, ModbusDialer dialer) {}

  /**
   * What the fleet needs from outside.
   *
   * @param lanes the ports of a charger's lane
   * @param gone told which charger left the inventory
   */
  public record Outside(
      Function<ChargerId, Surroundings> lanes,
      LinkMetrics linkMetrics,
      Consumer<ChargerId> gone,
      RandomGenerator random) {}

  private record Running(ChargerEntry entry, ChargerLane lane, Wire wire) {}

  private static final class Wire {
    private final Loop loop;
    private final Link link;
    private int users;

    private Wire(Loop loop, Link link) {
      this.loop = loop;
      this.link = link;
    }
  }

  /**
   * @param groups the guard that lanes ask; told the groups of each inventory
   */
  public Fleet(List<Loop> loops, GroupLedger groups, Outside around) {
    this.groups = groups;
    this.loops = List.copyOf(loops);
    this.around = around;
  }

  /** Makes the inventory the one in force. */
  public synchronized void apply(Inventory inventory) {
    groups.apply(inventory.groups());
    for (ChargerId id : List.copyOf(running.keySet())) {
      Optional<ChargerEntry> wanted = inventory.charger(id);
      if (wanted.isEmpty() || !wanted.get().equals(running.get(id).entry)) {
        stop(running.remove(id), ChargerLane::retire);
        if (wanted.isEmpty()) {
          around.gone.accept(id);
        }
      }
    }
    int place = 0;
    for (ChargerEntry entry : inventory.chargers()) {
      if (!running.containsKey(entry.id())) {
        running.put(entry.id(), start(entry, place, inventory.chargers().size()));
      }
      place++;
    }
  }

  /** Stops all lanes: the lifebits first. Completes when the last has stopped. */
  public synchronized CompletionStage<Void> stop() {
    CompletableFuture<?>[] stopping =
        running.values().stream()
            .map(one -> stop(one, ChargerLane::stop))
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

  private Running start(ChargerEntry entry, int place, int of) {
    Wire wire = wires.computeIfAbsent(endpoint(entry), endpoint -> wire(endpoint, entry.timeout()));
    boolean first = wire.users++ == 0;
    Duration offset = Duration.ofNanos(entry.poll().toNanos() / of * place);
    ChargerLane lane =
        new ChargerLane(
            settings(entry, offset),
            wire.link,
            wire.loop.scheduler,
            around.lanes.apply(entry.id()));
    wire.loop.scheduler.execute(
        () -> {
          if (first) {
            wire.link.start();
          }
          lane.start();
        });
    return new Running(entry, lane, wire);
  }

  private CompletableFuture<Void> stop(Running stopped, Consumer<ChargerLane> how) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Wire wire = stopped.wire;
    boolean last = --wire.users == 0;
    if (last) {
      wires.remove(endpoint(stopped.entry));
    }
    wire.loop.scheduler.execute(
        () -> {
          how.accept(stopped.lane);
          if (last) {
            wire.link.stop();
          }
          done.complete(null);
        });
    return done;
  }

  private Wire wire(ModbusDialer.Endpoint endpoint, Duration timeout) {
    Loop loop = loops.get(dealt++ % loops.size());
    Link link =
        new Link(endpoint, loop.dialer, loop.scheduler, timeout, around.random, around.linkMetrics);
    return new Wire(loop, link);
  }

  private static ModbusDialer.Endpoint endpoint(ChargerEntry entry) {
    return new ModbusDialer.Endpoint(entry.host(), entry.port(), entry.tls());
  }

  private static LaneSettings settings(ChargerEntry entry, Duration offset) {
    OptionalLong maxCurrent =
        entry.maxCurrent().isPresent()
            ? OptionalLong.of(entry.maxCurrent().getAsInt())
            : OptionalLong.empty();
    Permissions permissions =
        new Permissions(
            entry.control(),
            maxCurrent,
            entry.lease(),
            entry.allowWrites(),
            entry.acceptNoFailsafe(),
            entry.acceptFallback(),
            entry.resumeWithin(),
            entry.spread(),
            entry.acceptReferences());
    return new LaneSettings(
        entry.id(), entry.map(), entry.unit(), entry.order(), entry.poll(), offset, permissions);
  }
}
