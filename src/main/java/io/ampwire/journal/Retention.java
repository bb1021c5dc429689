package io.ampwire.journal;

import java.util.function.LongSupplier;

/** Forces out the oldest documents beyond the bounds, and takes note of each. */
final class Retention {
  /** A clock that was never set says nothing of an age. */
  private static final long CLOCK_WAS_SET = 1_600_000_000_000L;

  private final Bounds bounds;
  private final LongSupplier wallMillis;
  private final GapRanges ranges;
  private long dropped;

  Retention(Bounds bounds, LongSupplier wallMillis, GapRanges ranges) {
    this.bounds = bounds;
    this.wallMillis = wallMillis;
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

  /** What is too much; whether there was any. */
  boolean bySize(DocumentStore shelf, boolean inMemory) {
    long most = inMemory ? bounds.memoryBytes() : bounds.bytes();
    long before = dropped;
    while (!shelf.isEmpty() && shelf.bytes() > most) {
      drop(shelf);
    }
    return dropped > before;
  }

  /** What is too old; whether there was any. */
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
    long limit = wallMillis.getAsLong() - bounds.age().toMillis();
    return shelf
        .oldest()
        .filter(kept -> kept.ts() > CLOCK_WAS_SET && kept.ts() < limit)
        .isPresent();
  }
}
