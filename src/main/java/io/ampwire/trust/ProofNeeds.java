package io.ampwire.trust;

import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WriteRule;
import java.util.EnumSet;
import java.util.Set;

/**
 * Checks that hardware has to pass before a point is green. A measured quantity needs physics or a
 * reference reading; a counter has to advance; a code has to be a known one, and that is all it
 * proves.
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

  /** Seconds that the map says run with the clock, and energy that is only ever added to. */
  static boolean counter(RegisterMap map, Point point) {
    return energy(point) || map.clocks().contains(point.name());
  }

  static boolean energy(Point point) {
    return point.unit().equals("Wh") || point.unit().equals("kWh");
  }

  /** A quantity: a float, one that a law is about, or a long number with a unit. */
  private static boolean measured(RegisterMap map, Point point) {
    boolean inLaw = map.laws().stream().anyMatch(law -> law.operands().contains(point.name()));
    boolean quantity = point.orderDependent() && !point.unit().isEmpty() && !point.writable();
    return point.type().isFloat() || inLaw || quantity;
  }

  private static boolean coded(Point point) {
    // What a command register reads is not what may be written to it.
    boolean command =
        point.write().filter(rule -> rule.readback() == WriteRule.Readback.NONE).isPresent();
    return point.type() != ValueType.ASCII
        && !command
        && (!point.labels().isEmpty() || point.bitfield() || point.orderDependent());
  }
}
