package io.ampwire.modbus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Monotonic clock that includes the time a machine was suspended; the JVM's own clock does not. It
 * uses the kernel's uptime and reads it only when the wall clock and the monotonic clock drift
 * apart. A jump of the wall clock therefore costs one read and changes nothing.
 */
public final class SteadyClock {
  private static final long APART = 500_000_000L;
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final SteadyClock SYSTEM =
      new SteadyClock(
          System::nanoTime, () -> System.currentTimeMillis() * 1_000_000L, SteadyClock::uptime);

  private final LongSupplier monotonic;
  private final LongSupplier wall;
  private final LongSupplier uptime;
  private final long awake;
  private long apart;
  private volatile long suspended;

  /** Readings of the clocks, all in ns; {@code uptime} is negative if it is not available. */
  SteadyClock(LongSupplier monotonic, LongSupplier wall, LongSupplier uptime) {
    this.monotonic = monotonic;
    this.wall = wall;
    this.uptime = uptime;
    this.apart = wall.getAsLong() - monotonic.getAsLong();
    this.awake = uptime.getAsLong() - monotonic.getAsLong();
  }

  /** Steady time of this machine, ns; only differences are meaningful. */
  public static long nanos() {
    return SYSTEM.now();
  }

  long now() {
    long now = monotonic.getAsLong();
    if (Math.abs(wall.getAsLong() - now - apart) > APART) {
      look();
    }
    return now + suspended;
  }

  private synchronized void look() {
    long now = monotonic.getAsLong();
    long up = uptime.getAsLong();
    apart = wall.getAsLong() - now;
    if (up >= 0) {
      suspended = Math.max(suspended, up - now - awake);
    }
  }

  private static long uptime() {
    try {
      String text = Files.readString(UPTIME);
      return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1e9);
    } catch (IOException | RuntimeException nothingTells) {
      return -1;
    }
  }
}
