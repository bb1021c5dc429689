package io.ampwire.faults;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * What happens to the bytes of one direction of a {@link FaultProxy}. Every fault may be switched
 * at any time and holds for all connections, also those that come later.
 */
public final class Flow {
  private static final long UNLIMITED = Long.MAX_VALUE;

  private final AtomicLong left = new AtomicLong(UNLIMITED);
  private final AtomicInteger seen = new AtomicInteger();
  private volatile Ending ending = Ending.FIN;
  private volatile Duration delay = Duration.ZERO;
  private volatile Duration gap = Duration.ZERO;
  private volatile boolean slicing;
  private volatile boolean blackhole;
  private volatile long bytesPerSecond = UNLIMITED;
  private volatile Predicate<byte[]> swallowed = chunk -> false;
  private volatile Runnable halfCloser = () -> {};

  Flow() {}

  /** Chunks that came so far, whatever happened to them. */
  public int seen() {
    return seen.get();
  }

  /** Everything passes as it comes. */
  public Flow clear() {
    left.set(UNLIMITED);
    delay = Duration.ZERO;
    slicing = false;
    blackhole = false;
    bytesPerSecond = UNLIMITED;
    swallowed = chunk -> false;
    return this;
  }

  /** Each chunk waits so long before it passes. */
  public Flow delay(Duration time) {
    delay = time;
    return this;
  }

  /** Nothing passes, and nobody is told. */
  public Flow blackhole() {
    blackhole = true;
    return this;
  }

  /** One byte to a segment, so far apart. */
  public Flow slice(Duration apart) {
    gap = apart;
    slicing = true;
    return this;
  }

  public Flow throttle(long mostBytesPerSecond) {
    bytesPerSecond = mostBytesPerSecond;
    return this;
  }

  /** After so many more bytes both sides of the connection end. */
  public Flow cutAfter(long bytes, Ending how) {
    ending = how;
    left.set(bytes);
    return this;
  }

  /** Chunks that match vanish; a chunk is a whole Modbus frame, as one is in flight at a time. */
  public Flow swallow(Predicate<byte[]> chunks) {
    swallowed = chunks;
    return this;
  }

  /** Ends this direction of every open connection and leaves the other one be. */
  public void halfClose() {
    halfCloser.run();
  }

  void halfCloser(Runnable closer) {
    halfCloser = closer;
  }

  /** Passes the bytes on; tells how the connection has to end, if it has to. */
  Optional<Ending> pass(byte[] chunk, OutputStream out) throws IOException {
    seen.incrementAndGet();
    if (blackhole || swallowed.test(chunk)) {
      return Optional.empty();
    }
    pause(delay.toNanos());
    int count = (int) Math.min(chunk.length, left.get());
    if (slicing || bytesPerSecond != UNLIMITED) {
      for (int i = 0; i < count; i++) {
        out.write(chunk, i, 1);
        pause(slicing ? gap.toNanos() : 1_000_000_000L / bytesPerSecond);
      }
    } else {
      out.write(chunk, 0, count);
    }
    if (left.get() == UNLIMITED) {
      return Optional.empty();
    }
    return left.addAndGet(-count) == 0 ? Optional.of(ending) : Optional.empty();
  }

  private static void pause(long nanos) throws InterruptedIOException {
    long end = System.nanoTime() + nanos;
    for (long rest = nanos; rest > 0; rest = end - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedIOException("the connection was closed");
      }
      LockSupport.parkNanos(rest);
    }
  }
}
