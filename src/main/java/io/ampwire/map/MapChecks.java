package io.ampwire.map;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks of a register map beyond its syntax. One run reports every fault, so that an author can
 * correct all of them at once.
 */
public final class MapChecks {
  private MapChecks() {}

  /** Returns all faults, empty if there is none; paths as in {@link Finding}. */
  public static List<Finding> check(RegisterMap map) {
    List<Finding> findings = new ArrayList<>();
    LinkChecks.check(map, findings);
    LayoutChecks.check(map, findings);
    ConnectorChecks.check(map, findings);
    for (int i = 0; i < map.points().size(); i++) {
      PointChecks.check(map, i, findings);
      WriteChecks.check(map, i, findings);
    }
    RoleChecks.check(map, findings);
    ControlChecks.check(map, findings);
    PhysicsChecks.check(map, findings);
    return List.copyOf(findings);
  }
}
