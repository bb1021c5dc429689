package io.ampwire.ownership;

import io.ampwire.link.WriteGate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Right to write that one lease grants. The gate is open only while two conditions hold: the
 * elector reports leadership, and the last successful renewal was requested recently enough. The
 * second condition needs no thread to run in time, so a process that was suspended finds the gate
 * closed when it wakes. Neither condition is enough alone. A woken process may run before its
 * elector notices, and a process with a fast clock may have taken the lease. Once closed, the gate
 * stays closed.
 */
final class LeaseGate implements WriteGate {
  private final LongSupplier steady;
  private final LongSupplier wall;
  private final long within;
  private final AtomicReference<Optional<Moment>> asked = new AtomicReference<>(Optional.empty());
  private volatile boolean leading;
  private volatile boolean closed;

  /**
   * Time at which a renewal was requested.
   *
   * @param steady ns
   * @param wall ms
   */
  record Moment(long steady, long wall) {}

  /**
   * @param steady monotonic time that includes suspension, ns
   * @param wall wall clock, ms; a second bound, for machines whose steady clock does not show
   *     suspension
   * @param within validity of a renewal, ns
   */
  LeaseGate(LongSupplier steady, LongSupplier wall, long within) {
    this.steady = steady;
    this.wall = wall;
    this.within = within;
  }

  /** Records the time before a renewal is requested. */
  Moment now() {
    return new Moment(steady.getAsLong(), wall.getAsLong());
  }

  /** Records that the renewal requested then succeeded. */
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
