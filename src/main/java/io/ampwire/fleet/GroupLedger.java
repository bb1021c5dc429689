package io.ampwire.fleet;

import io.ampwire.charger.GroupGuard;
import io.ampwire.map.ChargerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each charger would draw at worst, and how much their feeders carry. It guards and does not
 * balance: a phase is taken to carry every member's current, because nobody says which phase a
 * single-phase charger is on.
 */
public final class GroupLedger implements GroupGuard {
  private final Map<ChargerId, Double> worst = new HashMap<>();
  private List<Group> groups = List.of();

  /** The groups of the inventory in force. */
  synchronized void apply(List<Group> inForce) {
    groups = List.copyOf(inForce);
  }

  @Override
  public synchronized Optional<String> raise(ChargerId charger, double amps) {
    if (amps <= worst.getOrDefault(charger, 0.0)) {
      return Optional.empty();
    }
    for (Group group : groups) {
      double others =
          group.members().stream().filter(m -> !m.equals(charger)).mapToDouble(this::of).sum();
      if (group.members().contains(charger) && others + amps > group.maxCurrent()) {
        return Optional.of(
            "group "
                + group.name()
                + " carries "
                + group.maxCurrent()
                + " A, the others may draw "
                + Math.round(others)
                + " A");
      }
    }
    worst.put(charger, amps);
    return Optional.empty();
  }

  @Override
  public synchronized void worst(ChargerId charger, double amps) {
    worst.put(charger, amps);
  }

  /** Groups whose members together draw too much even when they all fall back. */
  public synchronized List<Group> overdrawn() {
    return groups.stream()
        .filter(g -> g.members().stream().mapToDouble(this::of).sum() > g.maxCurrent())
        .toList();
  }

  private double of(ChargerId charger) {
    return worst.getOrDefault(charger, 0.0);
  }
}
