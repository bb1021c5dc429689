package io.ampwire.ownership;

import io.ampwire.link.WriteGate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The right to write that comes with one lease. It is open only while two things hold: the elector
 * said that we lead, and not too long has passed since the last renewal that succeeded was asked
 * for. The second needs no thread to run in time, so a process that was stopped finds the gate
 * closed when it wakes. Each alone was seen to fail: a woken process before its elector notices,
 * and a lease that was taken by somebody whose clock runs ahead. Once closed it stays closed.
 */
final class LeaseGate implements WriteGate {
  private final LongSupplier steady;
  private final LongSupplier wall;
  private final long within;
  private final AtomicReference<Optional<Moment>> asked = new AtomicReference<>(Optional.empty());
  private volatile boolean leading;
  private volatile boolean closed;

  /**
   * When a renewal was asked for.
   *
   * @param steady ns
   * @param wall ms
   */
  record Moment(long steady, long wall) {}

  /**
   * @param steady monotonic time that counts suspension, ns
   * @param wall ms; a second bound, where no steady clock can tell that the machine was suspended
   * @param within how long a renewal lasts, ns
   */
  LeaseGate(LongSupplier steady, LongSupplier wall, long within) {
    this.steady = steady;
    this.wall = wall;
    this.within = within;
  }

  /** To be taken before a renewal is asked for. */
  Moment now() {
    return new Moment(steady.getAsLong(), wall.getAsLong());
  }

  /** The renewal that was asked for then succeeded. */
  void renewed(Moment then) {
    asked.set(Optional.of(then));
  }

  void lead() {
    leading = true;
  }

  void close() {
    closed = true;
  }

  @Override
  public boolean openFor(long nanos) {
    return leading && !closed && asked.get().filter(then -> lasts(then, nanos)).isPresent();
  }

  private boolean lasts(Moment then, long nanos) {
    long needed = nanos - within;
    boolean steadily = steady.getAsLong() - then.steady + needed < 0;
    boolean byTheWall = (wall.getAsLong() - then.wall) * 1_000_000 + needed < 0;
    return steadily && byTheWall;
  }
}
