package io.ampwire.fleet;

import static java.util.stream.Collectors.toSet;

import io.ampwire.control.GroupGuard;
import io.ampwire.control.MemberReport;
import io.ampwire.group.GroupLimits;
import io.ampwire.map.ChargerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ledger of the highest current that each charger may draw, checked against the feeders' limits. It
 * guards the feeders and does not balance the load. A phase counts every member's current, because
 * a single-phase charger may be on any phase. An unread member counts with its own limit. A member
 * that no longer answers counts with its last known value.
 */
public final class GroupLedger implements GroupGuard {
  private final Map<ChargerId, Member> members = new HashMap<>();
  private final Map<Group, Double> reported = new HashMap<>();
  private final Consumer<Overdrawn> warning;
  private final Optional<GroupLimits> sharing;
  private List<Group> groups = List.of();

  /** Currents of a charger, A; NaN for what is not known yet. */
  private static final class Member {
    private double limit = Double.NaN;
    private double worst = Double.NaN;
    private double fallback = Double.NaN;

    private boolean unread() {
      return Double.isNaN(worst);
    }
  }

  /**
   * Group whose members draw too much even without a controller.
   *
   * @param amps sum of the members' fallbacks, per phase
   */
  public record Overdrawn(Group group, double amps) {}

  /**
   * @param warning receives each overloaded group, once per sum, on the threads of chargers
   */
  public GroupLedger(Consumer<Overdrawn> warning) {
    this(warning, Optional.empty());
  }

  /**
   * @param warning as above
   * @param sharing the groups that share their limits; empty if none can
   */
  public GroupLedger(Consumer<Overdrawn> warning, Optional<GroupLimits> sharing) {
    this.warning = warning;
    this.sharing = sharing;
  }

  /** Sets the inventory in force. Data of an unchanged charger is kept. */
  public synchronized void apply(Inventory inventory) {
    groups = inventory.groups();
    members
        .keySet()
        .retainAll(inventory.chargers().stream().map(ChargerEntry::id).collect(toSet()));
    inventory.chargers().forEach(entry -> member(entry.id()).limit = entry.mostAmps());
    reported.clear();
    sharing.ifPresent(
        shared -> shared.apply(groups.stream().flatMap(g -> g.limits().stream()).toList()));
    warn();
  }

  /** The entry changed, and perhaps the device with it, so its data is discarded. */
  synchronized void forget(ChargerId charger) {
    members.computeIfPresent(
        charger,
        (id, before) -> {
          Member unread = new Member();
          unread.limit = before.limit;
          return unread;
        });
  }

  @Override
  public synchronized Optional<Refusal> admit(ChargerId charger, double amps) {
    for (Group group : groups) {
      if (group.limits().isPresent() || !group.members().contains(charger)) {
        // A group that shares its limit sets caps instead.
        continue;
      }
      List<ChargerId> others = group.members().stream().filter(m -> !m.equals(charger)).toList();
      double taken = others.stream().mapToDouble(member -> worst(member, group)).sum();
      if (taken + amps > group.maxCurrent()) {
        return Optional.of(refusal(group, others, taken));
      }
    }
    Member member = member(charger);
    member.worst = member.unread() ? amps : Math.max(member.worst, amps);
    return Optional.empty();
  }

  private Refusal refusal(Group group, List<ChargerId> others, double taken) {
    List<ChargerId> unread = others.stream().filter(id -> member(id).unread()).toList();
    String why =
        "group %s carries %d A, the others may draw %d A"
            .formatted(group.name(), group.maxCurrent(), Math.round(taken));
    return unread.isEmpty()
        ? new Refusal(why, false)
        : new Refusal(
            why + "; " + unread.get(0) + " has not answered yet and counts with its limit", true);
  }

  @Override
  public Optional<Cap> cap(ChargerId charger) {
    return sharing.flatMap(shared -> shared.cap(charger));
  }

  @Override
  public void reported(ChargerId charger, MemberReport report) {
    sharing.ifPresent(shared -> shared.reported(charger, report));
  }

  @Override
  public void wanted(ChargerId charger, long amps) {
    sharing.ifPresent(shared -> shared.wanted(charger, amps));
  }

  @Override
  public synchronized void observed(ChargerId charger, double most, double alone) {
    Member member = member(charger);
    member.worst = most;
    if (member.fallback != alone) {
      member.fallback = alone;
      warn();
    }
  }

  /** Groups whose members draw too much together even when all use their fallback. */
  public synchronized List<Overdrawn> overdrawn() {
    return groups.stream()
        .map(g -> new Overdrawn(g, fallbacks(g)))
        .filter(o -> o.amps() > o.group().maxCurrent())
        .toList();
  }

  /** An unread member counts nothing here, so the sum is reported as it grows. */
  private void warn() {
    List<Overdrawn> now = overdrawn();
    reported.keySet().retainAll(now.stream().map(Overdrawn::group).toList());
    now.stream()
        .filter(o -> !Double.valueOf(o.amps()).equals(reported.put(o.group(), o.amps())))
        .forEach(warning);
  }

  private double fallbacks(Group group) {
    return group.members().stream()
        .mapToDouble(id -> member(id).fallback)
        .filter(amps -> !Double.isNaN(amps))
        .sum();
  }

  private double worst(ChargerId id, Group group) {
    Member member = member(id);
    if (!member.unread()) {
      return member.worst;
    }
    return Double.isNaN(member.limit) ? group.maxCurrent() : member.limit;
  }

  private Member member(ChargerId charger) {
    return members.computeIfAbsent(charger, id -> new Member());
  }
}
