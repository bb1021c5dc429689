package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Roles;
import io.ampwire.map.WordOrder;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Check of counters between the first sample and the last. Seconds must advance with the bridge's
 * clock, and energy with the power read meanwhile. Only the right word order satisfies this.
 */
final class Counters {
  private static final double SLACK_SECONDS = 2;
  private static final double SLACK_UNITS = 2;
  private static final double SLACK_PART = 0.2;
  private static final double LEAST_SECONDS = 10;
  private static final double LEAST_UNITS = 10;

  private final Optional<Point> power;
  private Capture first;
  private Capture last;
  private long begin;
  private long end;
  private final double[] wattSeconds = new double[WordOrder.values().length];

  Counters(RegisterMap map) {
    this.power = Roles.of(map).power().flatMap(map::point);
  }

  void observe(Capture sample, long now) {
    if (first == null) {
      first = sample;
      begin = now;
    } else {
      for (WordOrder order : WordOrder.values()) {
        wattSeconds[order.ordinal()] += watts(sample, order) * (now - end) / 1e9;
      }
    }
    last = sample;
    end = now;
  }

  /** Orders in which the point advanced as expected. */
  Set<WordOrder> orders(Point point) {
    Set<WordOrder> orders = EnumSet.noneOf(WordOrder.class);
    for (WordOrder order : WordOrder.values()) {
      double expected = expected(point);
      double least = ProofNeeds.energy(point) ? LEAST_UNITS : LEAST_SECONDS;
      double slack = ProofNeeds.energy(point) ? SLACK_UNITS + SLACK_PART * expected : SLACK_SECONDS;
      double by = by(point, order);
      if (expected >= least && by > 0 && Math.abs(by - expected) <= slack) {
        orders.add(order);
      }
    }
    return orders;
  }

  Check check(Point point) {
    Set<WordOrder> orders = orders(point);
    String should = "%.0f %s were due".formatted(expected(point), point.unit());
    if (!orders.isEmpty()) {
      WordOrder order = orders.contains(point.order()) ? point.order() : orders.iterator().next();
      return Check.confirmed(
          Aspect.COUNTS, "advanced by %.0f, %s".formatted(by(point, order), should));
    }
    double by = by(point, point.order());
    return by == 0 || Double.isNaN(by)
        ? Check.open(Aspect.COUNTS, "it did not advance; it needs a car that charges")
        : Check.open(Aspect.COUNTS, "advanced by %.0f, %s".formatted(by, should));
  }

  private double expected(Point point) {
    if (first == null) {
      return 0;
    }
    if (!ProofNeeds.energy(point)) {
      return (end - begin) / 1e9;
    }
    double most = 0;
    for (double each : wattSeconds) {
      most = Math.max(most, each);
    }
    return most / 3600 / (point.unit().equals("kWh") ? 1000 : 1);
  }

  private double by(Point point, WordOrder order) {
    return first == null
        ? Double.NaN
        : last.read(point.name(), order).number() - first.read(point.name(), order).number();
  }

  /** Power in that order, if it lies in the map's plausible range; otherwise nothing. */
  private double watts(Capture sample, WordOrder order) {
    double value = power.map(point -> sample.read(point.name(), order).number()).orElse(Double.NaN);
    boolean kilowatts = power.filter(point -> point.unit().equals("kW")).isPresent();
    return Double.isNaN(value) ? 0 : value * (kilowatts ? 1000 : 1);
  }
}
