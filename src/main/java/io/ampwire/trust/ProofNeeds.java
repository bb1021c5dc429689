package io.ampwire.trust;

import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WriteRule;
import java.util.EnumSet;
import java.util.Set;

/**
 * Checks that a point must pass on hardware to become green. A measured quantity needs physics or a
 * reference reading. A counter must advance. A code must be a known one, which proves only that.
 */
public final class ProofNeeds {
  private ProofNeeds() {}

  public static Set<Aspect> of(RegisterMap map, Point point) {
    if (counter(map, point)) {
      return ordered(point, EnumSet.of(Aspect.ADDRESS, Aspect.COUNTS));
    }
    if (measured(map, point)) {
      return ordered(point, EnumSet.of(Aspect.ADDRESS, Aspect.SCALE));
    }
    return EnumSet.of(Aspect.ADDRESS, coded(point) ? Aspect.CODES : Aspect.PLAUSIBLE);
  }

  private static Set<Aspect> ordered(Point point, Set<Aspect> needs) {
    if (point.orderDependent()) {
      needs.add(Aspect.WORD_ORDER);
    }
    return needs;
  }

  /**
   * Whether the map defines the point as seconds that run with the clock, or as energy that only
   * grows.
   */
  static boolean counter(RegisterMap map, Point point) {
    return energy(point) || map.clocks().contains(point.name());
  }

  static boolean energy(Point point) {
    return point.unit().equals("Wh") || point.unit().equals("kWh");
  }

  /** Whether the point is a quantity: a float, a point of a law, or a long number with a unit. */
  private static boolean measured(RegisterMap map, Point point) {
    boolean inLaw = map.laws().stream().anyMatch(law -> law.operands().contains(point.name()));
    boolean quantity = point.orderDependent() && !point.unit().isEmpty() && !point.writable();
    return point.type().isFloat() || inLaw || quantity;
  }

  private static boolean coded(Point point) {
    // The reading of a command register is not the value that may be written to it.
    boolean command =
        point.write().filter(rule -> rule.readback() == WriteRule.Readback.NONE).isPresent();
    return !point.type().isText()
        && !command
        && (point.isBit()
            || !point.labels().isEmpty()
            || point.bitfield()
            || point.orderDependent());
  }
}
