package io.ampwire.map;

import java.util.List;

/** Checks that the physical relations of a map name points that exist and can satisfy them. */
final class PhysicsChecks {
  /** Most relations of a map; the time for digests grows with the square of their number. */
  static final int MOST = 100;

  private PhysicsChecks() {}

  static void check(RegisterMap map, List<Finding> findings) {
    if (map.physics().size() > MOST) {
      findings.add(
          new Finding("physics", "at most " + MOST + " laws, the map has " + map.physics().size()));
      return;
    }
    for (int i = 0; i < map.physics().size(); i++) {
      String path = "physics." + i;
      map.physics().get(i).faults(map::point).forEach(f -> findings.add(new Finding(path, f)));
    }
  }
}
