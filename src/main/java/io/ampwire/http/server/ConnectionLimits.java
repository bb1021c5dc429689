package io.ampwire.http.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Caps on the connections of one server, per client address and in all. At a cap the connection
 * that has been without a complete request for the longest time is closed, be it idle or a slow
 * body; only if all are being answered is the new one refused. So a client that only holds
 * connections cannot keep others out. May be used from any thread.
 */
final class ConnectionLimits {
  private static final Logger LOG = Logger.getLogger(ConnectionLimits.class);
  private static final long QUIET = Duration.ofMinutes(5).toNanos();

  private final Settings settings;
  private final LongSupplier nanos;
  private final Set<ConnectionGuard> all = new LinkedHashSet<>();

  /** Connections without a complete request, in the order in which that began. */
  private final Set<ConnectionGuard> incomplete = new LinkedHashSet<>();

  private final Map<String, Integer> counts = new HashMap<>();
  private long closed;
  private long reported;

  /**
   * @param name of the server, for the log
   * @param total connections at once
   * @param perAddress connections of one address (of one /64 network in IPv6) at once
   * @param head time for the head of the first request
   * @param idle time for the head of each further request
   * @param shared addresses that stand for many clients; only the total counts there
   */
  record Settings(
      String name,
      int total,
      int perAddress,
      Duration head,
      Duration idle,
      Predicate<String> shared) {}

  /**
   * @param nanos monotonic time
   */
  ConnectionLimits(Settings settings, LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
  }

  Duration head() {
    return settings.head;
  }

  Duration idle() {
    return settings.idle;
  }

  void opened(ConnectionGuard connection) {
    Optional<ConnectionGuard> surplus;
    synchronized (this) {
      all.add(connection);
      incomplete.add(connection);
      int count = counts.merge(connection.address(), 1, Integer::sum);
      surplus = surplus(connection, count);
      surplus.ifPresent(this::remove);
    }
    surplus.ifPresent(ConnectionGuard::close);
  }

  private Optional<ConnectionGuard> surplus(ConnectionGuard latest, int count) {
    String address = latest.address();
    boolean many = count > settings.perAddress && !settings.shared.test(address);
    if (!many && all.size() <= settings.total) {
      return Optional.empty();
    }
    report();
    return incomplete.stream()
        .filter(other -> other != latest && (!many || other.address().equals(address)))
        .findFirst()
        .or(() -> Optional.of(latest));
  }

  private void report() {
    closed++;
    long now = nanos.getAsLong();
    if (closed == 1 || now - reported >= QUIET) {
      reported = now;
      LOG.warnf(
          "http: too many connections to the %s port (at most %d, %d per address);"
              + " %d closed since the start",
          settings.name, settings.total, settings.perAddress, closed);
    }
  }

  /** The connection begins to wait: for the head of a request, or for a body. */
  synchronized void waits(ConnectionGuard connection) {
    incomplete.remove(connection);
    if (all.contains(connection)) {
      incomplete.add(connection);
    }
  }

  /** The request is complete, its answer is not. */
  synchronized void used(ConnectionGuard connection) {
    incomplete.remove(connection);
  }

  synchronized void closed(ConnectionGuard connection) {
    remove(connection);
  }

  private void remove(ConnectionGuard connection) {
    if (all.remove(connection)) {
      incomplete.remove(connection);
      counts.computeIfPresent(
          connection.address(), (address, count) -> count == 1 ? null : count - 1);
    }
  }

  synchronized int open() {
    return all.size();
  }
}
