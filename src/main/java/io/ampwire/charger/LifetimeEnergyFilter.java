package io.ampwire.charger;

import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Filter for lifetime energy counters. It withholds a reading that falls, or that rises faster than
 * any charger delivers energy, until the reading has stood for {@link #HOLD}. Consumers that add up
 * differences (Home Assistant's {@code total_increasing}) take a fall for a new meter and count the
 * whole next reading as consumption. Some chargers read 0 for a few polls after a reconnect, or are
 * read between the two halves of their counter. A counter that really restarts is published after
 * that time. The filter ignores counters of a single session.
 *
 * <p>Not thread-safe; belongs to one lane.
 */
final class LifetimeEnergyFilter {
  /** Hold time, longer than the reported glitches, which last some seconds. */
  static final Duration HOLD = Duration.ofSeconds(60);

  private static final String LIFETIME = "energy_";

  private static final Reading HELD_BACK =
      new Reading.Unavailable("a lifetime counter jumped; waits until that is confirmed");

  private final List<Counter> counters;

  /** One point of the map. */
  private static final class Counter {
    private final int position;
    private final double wattHours;
    private Level level = new Level.Unknown();

    private Counter(int position, Point point) {
      this.position = position;
      this.wattHours = point.unit().equals("kWh") ? 1000 : 1;
    }
  }

  LifetimeEnergyFilter(RegisterMap map) {
    List<Point> points = map.points();
    this.counters =
        IntStream.range(0, points.size())
            .filter(i -> lifetime(points.get(i)))
            .mapToObj(i -> new Counter(i, points.get(i)))
            .toList();
  }

  private static boolean lifetime(Point point) {
    return point.name().startsWith(LIFETIME) && point.unit().endsWith("Wh");
  }

  /**
   * Forgets all readings because another device answers or its registers are decoded differently.
   */
  void reset() {
    counters.forEach(counter -> counter.level = new Level.Unknown());
  }

  /**
   * Replaces withheld readings, in place.
   *
   * @param readings by position in the map
   * @param now monotonic time, ns
   */
  Reading[] filter(Reading[] readings, long now) {
    for (Counter counter : counters) {
      Reading reading = readings[counter.position];
      double energy = reading.number() * counter.wattHours;
      if (!Double.isNaN(energy)) {
        counter.level = counter.level.next(energy, now);
        if (counter.level instanceof Level.Doubted) {
          readings[counter.position] = HELD_BACK;
        }
      }
    }
    return readings;
  }

  /** Position of a counter, Wh. */
  private sealed interface Level {
    /** Highest plausible power in Wh per ns; no charger delivers a megawatt. */
    double FASTEST = 1e6 / 3600e9;

    /**
     * Tolerance in Wh for counters that are read seldom or advance in steps; a lost high word is
     * 6.5 kWh.
     */
    double STEP = 5000;

    Level next(double energy, long now);

    /** Whether the same counter can have reached this reading by now. */
    static boolean follows(double energy, double before, long elapsed) {
      return energy >= before && energy - before <= STEP + FASTEST * elapsed;
    }

    /** Nothing was read yet. A counter that begins with 0 may just have lost its connection. */
    record Unknown() implements Level {
      @Override
      public Level next(double energy, long now) {
        return energy == 0 ? new Doubted(this, energy, now, now) : new Trusted(energy, now);
      }
    }

    /** The reading is published. */
    record Trusted(double energy, long at) implements Level {
      @Override
      public Level next(double read, long now) {
        return follows(read, energy, now - at)
            ? new Trusted(read, now)
            : new Doubted(this, read, now, now);
      }
    }

    /**
     * The reading is withheld.
     *
     * @param before last published position
     * @param since time of the jump
     */
    record Doubted(Level before, double energy, long at, long since) implements Level {
      @Override
      public Level next(double read, long now) {
        if (before.next(read, now) instanceof Trusted trusted) {
          return trusted;
        }
        if (!follows(read, energy, now - at)) {
          return new Doubted(before, read, now, now);
        }
        return now - since >= HOLD.toNanos()
            ? new Trusted(read, now)
            : new Doubted(before, read, now, since);
      }
    }
  }
}
