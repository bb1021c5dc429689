package io.ampwire.modbus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Monotonic time that counts the time a machine was suspended, which the JVM's own does not. The
 * kernel's uptime tells; it is asked only when the wall clock and the monotonic clock drift apart,
 * so a jump of the wall clock costs one look and changes nothing.
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

  /** All three in ns; {@code uptime} is negative where nothing tells. */
  SteadyClock(LongSupplier monotonic, LongSupplier wall, LongSupplier uptime) {
    this.monotonic = monotonic;
    this.wall = wall;
    this.uptime = uptime;
    this.apart = wall.getAsLong() - monotonic.getAsLong();
    this.awake = uptime.getAsLong() - monotonic.getAsLong();
  }

  /** This machine's steady time, ns; only differences mean something. */
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
