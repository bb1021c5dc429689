package io.ampwire.journal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What happens when the journal is full or its documents are too old: the oldest beyond the bounds
 * are dropped, and each is recorded as a gap. A document is too old only when the wall clock and
 * the monotonic clock since the start agree, so a wall clock that jumps forward loses nothing. Used
 * by one thread.
 */
public final class JournalOverflow {
  /** Documents with an earlier time stem from an unset clock, so their age is unknown. */
  private static final long CLOCK_WAS_SET = 1_600_000_000_000L;

  private final Bounds bounds;
  private final Clocks clocks;
  private final long startWall;
  private final long startNanos;
  private final GapRanges ranges;
  private long dropped;

  /**
   * Bounds of the journal; beyond them it drops the oldest documents first.
   *
   * @param bytes of documents in the file
   * @param memoryBytes of documents in memory, while the file cannot be written
   */
  public record Bounds(long bytes, Duration age, long memoryBytes) {}

  /**
   * Clocks for the age of documents.
   *
   * @param wallMillis wall clock, ms
   * @param nanos monotonic, ns
   */
  public record Clocks(LongSupplier wallMillis, LongSupplier nanos) {}

  JournalOverflow(Bounds bounds, Clocks clocks, GapRanges ranges) {
    this.bounds = bounds;
    this.clocks = clocks;
    this.startWall = clocks.wallMillis().getAsLong();
    this.startNanos = clocks.nanos().getAsLong();
    this.ranges = ranges;
  }

  /** Number of documents dropped since the start. */
  long dropped() {
    return dropped;
  }

  /** Counts documents that were lost for another reason. */
  void lost(int count) {
    dropped += count;
  }

  /** Drops documents beyond the size bound; returns whether there were any. */
  boolean bySize(DocumentStore documents, boolean inMemory) {
    long most = inMemory ? bounds.memoryBytes() : bounds.bytes();
    long before = dropped;
    while (!documents.isEmpty() && documents.bytes() > most) {
      drop(documents);
    }
    return dropped > before;
  }

  /** Drops documents beyond the age bound; returns whether there were any. */
  boolean byAge(DocumentStore documents) {
    long before = dropped;
    while (!documents.isEmpty() && isOld(documents)) {
      drop(documents);
    }
    return dropped > before;
  }

  private void drop(DocumentStore documents) {
    documents.dropOldest().ifPresent(kept -> ranges.drop(kept.label()));
    dropped++;
  }

  private boolean isOld(DocumentStore documents) {
    long elapsed = (clocks.nanos().getAsLong() - startNanos) / 1_000_000;
    long now = Math.min(clocks.wallMillis().getAsLong(), startWall + elapsed);
    long limit = now - bounds.age().toMillis();
    return documents
        .oldest()
        .filter(kept -> kept.ts() > CLOCK_WAS_SET && kept.ts() < limit)
        .isPresent();
  }
}
