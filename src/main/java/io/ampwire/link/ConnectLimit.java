package io.ampwire.link;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Limit of a fleet's connection attempts that are in flight. It starts low, rises by one with each
 * attempt that is answered, and falls back when attempts stay open and none is answered. So a
 * network that answers connects a fleet as fast as it can, and one that does not gets few packets.
 *
 * <p>An event loop that runs late is too busy for more chargers, whose polls would delay those that
 * are up: the limit falls back until the loop is on time again.
 *
 * <p>An attempt counts for at most {@link #PATIENCE}; later it is silent. Silent endpoints neither
 * hold the places of others nor go before them: their next attempt waits behind all others. A
 * refusal is an answer. Safe for use from any thread; times are monotonic, ns.
 */
public final class ConnectLimit {
  /** Attempts in flight while nothing answers, in each {@link #PATIENCE}, or a loop is late. */
  static final int LEAST = 32;

  /** Delay of an event loop that counts as late. */
  static final long LATE = 500_000_000L;

  /** Time without delay after which the limit may rise again. */
  private static final long RELIEF = 1_000_000_000L;

  /** Attempts in flight in a network that answers. */
  static final int MOST = 256;

  /** Time after which an attempt without an answer no longer counts. */
  static final long PATIENCE = 250_000_000L;

  private final Queue<Attempt> waiting = new ArrayDeque<>();
  private final Queue<Attempt> waitingSilent = new ArrayDeque<>();
  private final Set<ModbusDialer.Endpoint> silent = new HashSet<>();
  private int limit = LEAST;
  private int inFlight;
  private Optional<Long> lastAnswer = Optional.empty();
  private Optional<Long> lastLate = Optional.empty();

  /** One attempt, from its request to its answer or its silence. */
  private final class Attempt {
    private final ModbusDialer.Endpoint endpoint;
    private final Scheduler scheduler;
    private final Consumer<Consumer<Boolean>> connect;
    private Scheduler.Timer timer = () -> {};
    private boolean counts = true;
    private long granted;

    private Attempt(
        ModbusDialer.Endpoint endpoint, Scheduler scheduler, Consumer<Consumer<Boolean>> connect) {
      this.endpoint = endpoint;
      this.scheduler = scheduler;
      this.connect = connect;
    }

    private void begin() {
      begun(this);
      timer = scheduler.after(PATIENCE, () -> overdue(this));
      connect.accept(this::ended);
    }

    private void ended(boolean connected) {
      timer.cancel();
      over(this, connected);
    }
  }

  /**
   * Calls {@code connect} on the scheduler when the attempt may begin.
   *
   * @param scheduler the caller's; the call comes on it
   * @param connect receives what to call when the attempt ends, with whether it is connected
   */
  void connect(
      ModbusDialer.Endpoint endpoint, Scheduler scheduler, Consumer<Consumer<Boolean>> connect) {
    Attempt attempt = new Attempt(endpoint, scheduler, connect);
    boolean now;
    attempt.granted = scheduler.nanos();
    synchronized (this) {
      now = inFlight < limit && waiting.isEmpty();
      if (now) {
        inFlight++;
      } else {
        (silent.contains(endpoint) ? waitingSilent : waiting).add(attempt);
      }
    }
    if (now) {
      attempt.begin();
    }
  }

  private synchronized void begun(Attempt attempt) {
    long now = attempt.scheduler.nanos();
    if (now - attempt.granted > LATE) {
      lastLate = Optional.of(now);
      limit = Math.min(limit, LEAST);
    }
  }

  private synchronized void over(Attempt attempt, boolean connected) {
    if (attempt.counts || connected) {
      silent.remove(attempt.endpoint);
    }
    if (attempt.counts) {
      long now = attempt.scheduler.nanos();
      lastAnswer = Optional.of(now);
      if (lastLate.filter(at -> now - at < RELIEF).isEmpty()) {
        limit = Math.min(MOST, limit + 1);
      }
      leave(attempt);
    }
  }

  private synchronized void overdue(Attempt attempt) {
    if (attempt.counts) {
      silent.add(attempt.endpoint);
      long now = attempt.scheduler.nanos();
      if (lastAnswer.filter(at -> now - at < PATIENCE).isEmpty()) {
        limit = Math.min(limit, LEAST);
      }
      leave(attempt);
    }
  }

  private void leave(Attempt attempt) {
    attempt.counts = false;
    inFlight--;
    while (inFlight < limit && !(waiting.isEmpty() && waitingSilent.isEmpty())) {
      Attempt next = waiting.isEmpty() ? waitingSilent.remove() : waiting.remove();
      inFlight++;
      next.granted = next.scheduler.nanos();
      next.scheduler.execute(next::begin);
    }
  }
}
