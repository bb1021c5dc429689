package io.ampwire.fleet;

import io.ampwire.control.GroupGuard;
import io.ampwire.map.ChargerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What each charger would draw at worst, and how much their feeders carry. It guards and does not
 * balance: a phase is taken to carry every member's current, because nobody says which phase a
 * single-phase charger is on.
 */
public final class GroupLedger implements GroupGuard {
  private final Map<ChargerId, Double> worst = new HashMap<>();
  private final Map<ChargerId, Double> fallback = new HashMap<>();
  private final Map<Group, Double> told = new HashMap<>();
  private final Consumer<Overdrawn> warning;
  private List<Group> groups = List.of();

  /**
   * A group whose members draw too much even when nobody controls them.
   *
   * @param amps what they fall back to together, per phase
   */
  public record Overdrawn(Group group, double amps) {}

  /**
   * @param warning told of each overdrawn group, once per sum; called on the threads of chargers
   */
  public GroupLedger(Consumer<Overdrawn> warning) {
    this.warning = warning;
  }

  /** The groups of the inventory in force. */
  synchronized void apply(List<Group> inForce) {
    groups = List.copyOf(inForce);
    told.clear();
    warn();
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

  @Override
  public synchronized void fallback(ChargerId charger, double amps) {
    Double before = fallback.put(charger, amps);
    if (before == null || before != amps) {
      warn();
    }
  }

  /** Groups whose members together draw too much even when they all fall back. */
  public synchronized List<Overdrawn> overdrawn() {
    return groups.stream()
        .map(g -> new Overdrawn(g, sum(g)))
        .filter(o -> o.amps() > o.group().maxCurrent())
        .toList();
  }

  /** A member that was not read yet counts nothing, so the sum may be told again as it grows. */
  private void warn() {
    List<Overdrawn> now = overdrawn();
    told.keySet().retainAll(now.stream().map(Overdrawn::group).toList());
    now.stream()
        .filter(o -> !Double.valueOf(o.amps()).equals(told.put(o.group(), o.amps())))
        .forEach(warning);
  }

  private double sum(Group group) {
    return group.members().stream().mapToDouble(m -> fallback.getOrDefault(m, 0.0)).sum();
  }

  private double of(ChargerId charger) {
    return worst.getOrDefault(charger, 0.0);
  }
}
