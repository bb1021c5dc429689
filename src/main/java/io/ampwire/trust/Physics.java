package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.map.Relation;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks whether readings obey the laws that the map states, if they are read in a given order. Only
 * plausible, non-zero operands can pass: a zero reads the same in every order and proves nothing.
 */
final class Physics {
  private Physics() {}

  /** The laws one by one: a range is a law of its own for each of its points. */
  static List<Relation> laws(List<Relation> relations) {
    List<Relation> laws = new ArrayList<>();
    for (Relation relation : relations) {
      if (relation instanceof Relation.InRange range) {
        range
            .points()
            .forEach(p -> laws.add(new Relation.InRange(List.of(p), range.min(), range.max())));
      } else if (!(relation instanceof Relation.Clock)) {
        laws.add(relation);
      }
    }
    return laws;
  }

  /** The points whose readings take part. */
  static List<String> operands(Relation law) {
    List<String> names = new ArrayList<>();
    if (law instanceof Relation.InRange range) {
      names.addAll(range.points());
    } else if (law instanceof Relation.Mean mean) {
      names.addAll(mean.parts());
      names.add(mean.result());
    } else if (law instanceof Relation.Sum sum) {
      names.addAll(sum.parts());
      names.add(sum.result());
    } else if (law instanceof Relation.Power power) {
      names.add(power.result());
      names.addAll(power.voltages());
      names.addAll(power.currents());
    } else if (law instanceof Relation.Triangle triangle) {
      names.addAll(List.of(triangle.apparent(), triangle.active(), triangle.reactive()));
    }
    return names;
  }

  /** Whether the readings, taken in that order, obey the law. */
  static boolean obeys(Relation law, Capture capture, WordOrder order) {
    if (law instanceof Relation.InRange range) {
      double value = number(capture, range.points().get(0), order);
      return value >= range.min() && value <= range.max();
    }
    if (law instanceof Relation.Mean mean) {
      double[] live = live(capture, mean.parts(), order);
      return live.length > 0
          && near(number(capture, mean.result(), order), sum(live) / live.length, mean.tolerance());
    }
    if (law instanceof Relation.Sum sum) {
      double[] live = live(capture, sum.parts(), order);
      return live.length > 0
          && near(number(capture, sum.result(), order), sum(live), sum.tolerance());
    }
    if (law instanceof Relation.Power power) {
      return near(
          number(capture, power.result(), order) * power.watts(),
          watts(power, capture, order),
          power.tolerance());
    }
    if (law instanceof Relation.Triangle t) {
      double p = number(capture, t.active(), order);
      double q = number(capture, t.reactive(), order);
      return near(number(capture, t.apparent(), order), Math.hypot(p, q), t.tolerance());
    }
    return false;
  }

  private static double watts(Relation.Power power, Capture capture, WordOrder order) {
    double factor = power.factor().map(f -> number(capture, f, order)).orElse(1.0);
    double usable = Math.abs(factor) <= 1 && factor != 0 ? Math.abs(factor) : 1;
    double watts = 0;
    for (int i = 0; i < power.voltages().size(); i++) {
      double u = number(capture, power.voltages().get(i), order);
      double a = number(capture, power.currents().get(i), order);
      watts += Double.isNaN(u * a) ? 0 : u * a * usable;
    }
    return watts;
  }

  /** NaN is near nothing, and nothing is near zero. */
  private static boolean near(double value, double expected, double tolerance) {
    return value != 0
        && expected != 0
        && Math.abs(value - expected) <= tolerance * Math.abs(expected);
  }

  /** The parts that carry something; none at all if one of them is not plausible. */
  private static double[] live(Capture capture, List<String> names, WordOrder order) {
    double[] all = names.stream().mapToDouble(n -> number(capture, n, order)).toArray();
    for (double value : all) {
      if (Double.isNaN(value)) {
        return new double[0];
      }
    }
    return Arrays.stream(all).filter(v -> v != 0).toArray();
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private static double number(Capture capture, String name, WordOrder order) {
    return capture.read(name, order).number();
  }
}
