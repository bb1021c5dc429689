package io.ampwire.faults;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the machine let nobody run. A thread that only wants to wake up each ten milliseconds
 * notes how much too late it did; what was tested on the same machine had to wait no less, so a
 * bound of time in a test is a bound of what is left.
 */
public final class Stalls {
  private static final long TICK = 10_000_000;
  private static final long KEPT = Duration.ofMinutes(10).toNanos();

  /** A thread in a chain of several waits for its turn once in each of them. */
  private static final int TURNS = 3;

  private static final Deque<Stall> SEEN = new ConcurrentLinkedDeque<>();

  static {
    Thread watch = new Thread(Stalls::watch, "stalls");
    watch.setDaemon(true);
    watch.start();
  }

  private record Stall(long end, long nanos) {}

  private Stalls() {}

  /** Begins to watch, if nobody has yet. */
  public static void begin() {
    // The class was loaded, and that began it.
  }

  /** What a bound comes to for something that began then, by {@link System#nanoTime}. */
  public static Duration allowing(Duration bound, long since) {
    return bound.plus(since(since).multipliedBy(TURNS));
  }

  /** The sum of all stalls that ended after that moment. */
  public static Duration since(long moment) {
    return Duration.ofNanos(
        SEEN.stream().filter(s -> s.end() - moment > 0).mapToLong(Stall::nanos).sum());
  }

  /** The sum of all stalls that ended between two moments. */
  public static Duration between(long from, long to) {
    return Duration.ofNanos(
        SEEN.stream()
            .filter(s -> s.end() - from > 0 && s.end() - to <= 0)
            .mapToLong(Stall::nanos)
            .sum());
  }

  private static void watch() {
    long last = System.nanoTime();
    for (; ; ) {
      LockSupport.parkNanos(TICK);
      long now = System.nanoTime();
      long late = now - last - TICK;
      last = now;
      if (late > TICK) {
        SEEN.addLast(new Stall(now, late));
      }
      while (!SEEN.isEmpty() && now - SEEN.peekFirst().end() > KEPT) {
        SEEN.pollFirst();
      }
    }
  }
}
