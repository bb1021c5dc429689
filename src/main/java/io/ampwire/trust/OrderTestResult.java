package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.map.PhysicsLaw;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.List;

/**
 * Result of one law of physics for one poll's readings in both word orders. A law that holds in one
 * order only supports that order. A law that holds in both or in neither decides nothing.
 *
 * @param documented whether the law holds in the order that the map's document states
 * @param reversed whether the law holds with the registers reversed
 */
public record OrderTestResult(PhysicsLaw.PollLaw law, boolean documented, boolean reversed) {

  /**
   * Whether the readings say anything about the law: it holds in an order, or every operand was
   * read and is not zero. A zero reads the same in every order, and so decides nothing.
   */
  public boolean decides(Capture capture, WordOrder order) {
    return documented
        || reversed
        || points().stream()
            .mapToDouble(capture.in(order))
            .allMatch(value -> Double.isFinite(value) && value != 0);
  }

  /** Points of the law. */
  public List<String> points() {
    return law.operands();
  }

  /** Checks every law of the map that depends on the order, in the map's own sequence. */
  public static List<OrderTestResult> of(RegisterMap map, Capture capture) {
    return map.laws().stream()
        .filter(law -> aboutOrder(law, map))
        .map(
            law ->
                new OrderTestResult(
                    law,
                    law.holds(capture.in(map.link().order())),
                    law.holds(capture.in(map.link().order().reversed()))))
        .toList();
  }

  private static boolean aboutOrder(PhysicsLaw.PollLaw law, RegisterMap map) {
    return law.operands().stream()
        .anyMatch(name -> map.point(name).filter(Point::orderDependent).isPresent());
  }
}
