package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Relation;
import java.util.List;

/**
 * Result of one law of physics for one poll's readings in both word orders. One that holds in one
 * order alone speaks for it; one that holds in both or in neither says nothing.
 *
 * @param documented whether it holds in the order that the map's document states
 * @param reversed whether it holds with the registers the other way round
 */
public record LawCheck(Relation.Law law, boolean documented, boolean reversed) {

  /** The points that it is about. */
  public List<String> points() {
    return law.operands();
  }

  /** Every law of the map that is about the order, in the map's own sequence. */
  public static List<LawCheck> of(RegisterMap map, Capture capture) {
    return map.laws().stream()
        .filter(law -> aboutOrder(law, map))
        .map(
            law ->
                new LawCheck(
                    law,
                    law.holds(capture.in(map.link().order())),
                    law.holds(capture.in(map.link().order().reversed()))))
        .toList();
  }

  private static boolean aboutOrder(Relation.Law law, RegisterMap map) {
    return law.operands().stream()
        .anyMatch(name -> map.point(name).filter(Point::orderDependent).isPresent());
  }
}
