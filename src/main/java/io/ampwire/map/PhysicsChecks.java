package io.ampwire.map;

import java.util.List;

/** Checks that the physical relations of a map name points that exist and can satisfy them. */
final class PhysicsChecks {
  private PhysicsChecks() {}

  static void check(RegisterMap map, List<Finding> findings) {
    for (int i = 0; i < map.physics().size(); i++) {
      String path = "physics." + i;
      map.physics().get(i).faults(map::point).forEach(f -> findings.add(new Finding(path, f)));
    }
  }
}
