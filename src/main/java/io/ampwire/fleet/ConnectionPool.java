package io.ampwire.fleet;

import io.ampwire.link.ConnectionMetrics;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.Scheduler;
import io.ampwire.link.WriteGate;
import io.ampwire.link.WriteGuardDialer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Pool of the fleet's connections: one per endpoint, shared by the chargers behind it. Chargers
 * that are polled at the same time share one event loop, so that no other loop has to wake up.
 */
final class ConnectionPool {
  private final List<Fleet.Loop> loops;
  private final ConnectionMetrics metrics;
  private final RandomGenerator random;
  private final Map<ModbusDialer.Endpoint, Pooled> byEndpoint = new LinkedHashMap<>();
  private int dealt;

  /** Connection and its event loop. */
  static final class Pooled {
    private final Fleet.Loop loop;
    private final ModbusConnection connection;
    private int users;

    private Pooled(Fleet.Loop loop, ModbusConnection connection) {
      this.loop = loop;
      this.connection = connection;
    }

    Scheduler scheduler() {
      return loop.scheduler();
    }

    ModbusConnection connection() {
      return connection;
    }

    /** Whether no other charger uses the connection. */
    boolean single() {
      return users == 1;
    }
  }

  ConnectionPool(List<Fleet.Loop> loops, ConnectionMetrics metrics, RandomGenerator random) {
    this.loops = List.copyOf(loops);
    this.metrics = metrics;
    this.random = random;
  }

  /** Returns the charger's connection and counts one more user. */
  Pooled take(ChargerEntry entry, WriteGate gate) {
    Pooled pooled =
        byEndpoint.computeIfAbsent(endpoint(entry), endpoint -> pooled(endpoint, entry, gate));
    pooled.users++;
    return pooled;
  }

  /** Removes one user; returns whether it was the last, so that the connection must be closed. */
  boolean leave(ChargerEntry entry, Pooled pooled) {
    boolean last = --pooled.users == 0;
    if (last) {
      byEndpoint.remove(endpoint(entry), pooled);
    }
    return last;
  }

  private Pooled pooled(ModbusDialer.Endpoint endpoint, ChargerEntry entry, WriteGate gate) {
    Fleet.Loop loop = loops.get(dealt++ / PollOffset.TOGETHER % loops.size());
    ModbusDialer dialer =
        gate == WriteGate.ALWAYS
            ? loop.dialer()
            : new WriteGuardDialer(loop.dialer(), gate, entry.timeout().toNanos());
    return new Pooled(
        loop,
        new ModbusConnection(endpoint, dialer, loop.scheduler(), entry.timeout(), random, metrics));
  }

  private static ModbusDialer.Endpoint endpoint(ChargerEntry entry) {
    return new ModbusDialer.Endpoint(entry.host(), entry.port(), entry.tls(), entry.transport());
  }
}
