package io.ampwire.journal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Forces out the oldest documents beyond the bounds, and notes each as a gap. A document is too old
 * only when the wall clock and the monotonic clock since the start agree, so that a wall clock that
 * jumps forward costs nothing. Used by one thread.
 */
public final class Retention {
  /** A document from before this was made while the clock was not set; its age is unknown. */
  private static final long CLOCK_WAS_SET = 1_600_000_000_000L;

  private final Bounds bounds;
  private final Clocks clocks;
  private final long startWall;
  private final long startNanos;
  private final GapRanges ranges;
  private long dropped;

  /**
   * How much the journal keeps; beyond it the oldest go first.
   *
   * @param bytes of documents in the file
   * @param memoryBytes of documents in memory, while the file cannot be written
   */
  public record Bounds(long bytes, Duration age, long memoryBytes) {}

  /**
   * What ages are measured by.
   *
   * @param wallMillis wall clock, ms
   * @param nanos monotonic, ns
   */
  public record Clocks(LongSupplier wallMillis, LongSupplier nanos) {}

  Retention(Bounds bounds, Clocks clocks, GapRanges ranges) {
    this.bounds = bounds;
    this.clocks = clocks;
    this.startWall = clocks.wallMillis().getAsLong();
    this.startNanos = clocks.nanos().getAsLong();
    this.ranges = ranges;
  }

  /** Documents forced out since the start. */
  long dropped() {
    return dropped;
  }

  /** Documents that were lost otherwise. */
  void lost(int count) {
    dropped += count;
  }

  /** Drops what is too much; returns whether there was any. */
  boolean bySize(DocumentStore shelf, boolean inMemory) {
    long most = inMemory ? bounds.memoryBytes() : bounds.bytes();
    long before = dropped;
    while (!shelf.isEmpty() && shelf.bytes() > most) {
      drop(shelf);
    }
    return dropped > before;
  }

  /** Drops what is too old; returns whether there was any. */
  boolean byAge(DocumentStore shelf) {
    long before = dropped;
    while (!shelf.isEmpty() && isOld(shelf)) {
      drop(shelf);
    }
    return dropped > before;
  }

  private void drop(DocumentStore shelf) {
    shelf.dropOldest().ifPresent(kept -> ranges.drop(kept.label()));
    dropped++;
  }

  private boolean isOld(DocumentStore shelf) {
    long elapsed = (clocks.nanos().getAsLong() - startNanos) / 1_000_000;
    long now = Math.min(clocks.wallMillis().getAsLong(), startWall + elapsed);
    long limit = now - bounds.age().toMillis();
    return shelf
        .oldest()
        .filter(kept -> kept.ts() > CLOCK_WAS_SET && kept.ts() < limit)
        .isPresent();
  }
}
