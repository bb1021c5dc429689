package io.ampwire.fleet;

import io.ampwire.charger.GatedDialer;
import io.ampwire.charger.Link;
import io.ampwire.charger.LinkMetrics;
import io.ampwire.charger.ModbusDialer;
import io.ampwire.charger.Scheduler;
import io.ampwire.charger.WriteGate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The connections of a fleet: one per endpoint, shared by the chargers behind it. Those that are
 * polled at one time are on one loop, so that no other has to wake up.
 */
final class Wires {
  private final List<Fleet.Loop> loops;
  private final LinkMetrics metrics;
  private final RandomGenerator random;
  private final Map<ModbusDialer.Endpoint, Wire> wires = new LinkedHashMap<>();
  private int dealt;

  /** A connection and where it lives. */
  static final class Wire {
    private final Fleet.Loop loop;
    private final Link link;
    private int users;

    private Wire(Fleet.Loop loop, Link link) {
      this.loop = loop;
      this.link = link;
    }

    Scheduler scheduler() {
      return loop.scheduler();
    }

    Link link() {
      return link;
    }

    /** Whether no other charger uses it. */
    boolean single() {
      return users == 1;
    }
  }

  Wires(List<Fleet.Loop> loops, LinkMetrics metrics, RandomGenerator random) {
    this.loops = List.copyOf(loops);
    this.metrics = metrics;
    this.random = random;
  }

  /** The charger's connection, for one user more. */
  Wire take(ChargerEntry entry, WriteGate gate) {
    Wire wire = wires.computeIfAbsent(endpoint(entry), endpoint -> wire(endpoint, entry, gate));
    wire.users++;
    return wire;
  }

  /** One user less; tells whether that was the last, whose connection is to be closed. */
  boolean leave(ChargerEntry entry, Wire wire) {
    boolean last = --wire.users == 0;
    if (last) {
      wires.remove(endpoint(entry), wire);
    }
    return last;
  }

  private Wire wire(ModbusDialer.Endpoint endpoint, ChargerEntry entry, WriteGate gate) {
    Fleet.Loop loop = loops.get(dealt++ / Stagger.TOGETHER % loops.size());
    ModbusDialer dialer =
        gate == WriteGate.ALWAYS
            ? loop.dialer()
            : new GatedDialer(loop.dialer(), gate, entry.timeout().toNanos());
    return new Wire(
        loop, new Link(endpoint, dialer, loop.scheduler(), entry.timeout(), random, metrics));
  }

  private static ModbusDialer.Endpoint endpoint(ChargerEntry entry) {
    return new ModbusDialer.Endpoint(entry.host(), entry.port(), entry.tls());
  }
}
