package io.ampwire.fleet;

import io.ampwire.group.LimitSettings;
import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Optional;

/**
 * Group of chargers behind one feeder, guarded together.
 *
 * @param maxCurrent current limit of the feeder, A per phase
 * @param limits how the group shares its limit; empty if it only guards
 */
public record Group(
    String name, int maxCurrent, List<ChargerId> members, Optional<LimitSettings> limits) {
  public Group {
    members = List.copyOf(members);
  }

  /** Creates a group that guards and does not share its limit. */
  public Group(String name, int maxCurrent, List<ChargerId> members) {
    this(name, maxCurrent, members, Optional.empty());
  }
}
