package io.ampwire.fleet;

import io.ampwire.map.ChargerId;
import java.util.List;

/**
 * Group of chargers behind one feeder, guarded together.
 *
 * @param maxCurrent current limit of the feeder, A per phase
 */
public record Group(String name, int maxCurrent, List<ChargerId> members) {
  public Group {
    members = List.copyOf(members);
  }
}
