package io.ampwire.map;

import java.util.List;
import java.util.Optional;

/**
 * A law of physics that readings of this device obey, and that a wrong word order breaks. Names are
 * names of points; tolerances are relative.
 */
public sealed interface Relation {
  /** Each of them, alone, lies between {@code min} and {@code max}: mains voltage, frequency. */
  record InRange(List<String> points, double min, double max) implements Relation {
    public InRange {
      points = List.copyOf(points);
    }
  }

  /** {@code result} is the mean of those {@code parts} that are not zero. */
  record Mean(String result, List<String> parts, double tolerance) implements Relation {
    public Mean {
      parts = List.copyOf(parts);
    }
  }

  /** {@code result} is the sum of {@code parts}. */
  record Sum(String result, List<String> parts, double tolerance) implements Relation {
    public Sum {
      parts = List.copyOf(parts);
    }
  }

  /**
   * {@code result * unitPerWatt ... = sum of voltage * current * factor}; result in {@code watts}
   * per unit.
   */
  record Power(
      String result,
      double watts,
      List<String> voltages,
      List<String> currents,
      Optional<String> factor,
      double tolerance)
      implements Relation {
    public Power {
      voltages = List.copyOf(voltages);
      currents = List.copyOf(currents);
    }
  }

  /** apparent^2 = active^2 + reactive^2. */
  record Triangle(String apparent, String active, String reactive, double tolerance)
      implements Relation {}

  /** Whole seconds that advance with the clock while the device charges. */
  record Clock(List<String> points) implements Relation {
    public Clock {
      points = List.copyOf(points);
    }
  }
}
