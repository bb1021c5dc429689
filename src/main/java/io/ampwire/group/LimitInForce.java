package io.ampwire.group;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Limit of a group by its sources: the static limit, a command, its lease, and the meter of the
 * other load.
 */
final class LimitInForce {
  private final LimitSettings settings;
  private Optional<Requested> requested = Optional.empty();
  private boolean lapsed;
  private PhaseAmps other = PhaseAmps.ZERO;
  private OptionalLong metered = OptionalLong.empty();

  /**
   * Limit that a command requested.
   *
   * @param room its bound
   * @param grid whether the grid operator asked for it
   * @param leaseEnd monotonic, ns; empty without a lease
   */
  record Requested(Room room, boolean grid, OptionalLong leaseEnd) {}

  /** Source of the limit in force. */
  enum Source {
    STATIC,
    COMMAND,
    METER,
    SAFE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Limit in force, and what the members may draw of it. */
  record Bound(Room limit, Room members, Source source) {}

  LimitInForce(LimitSettings settings) {
    this.settings = settings;
  }

  /** Returns the same sources under other settings. */
  LimitInForce with(LimitSettings changed) {
    LimitInForce next = new LimitInForce(changed);
    next.requested = requested;
    next.lapsed = lapsed;
    next.other = other;
    next.metered = metered;
    return next;
  }

  void request(Requested wanted) {
    requested = Optional.of(wanted);
    lapsed = false;
  }

  /** Returns to the static limit. */
  void release() {
    requested = Optional.empty();
    lapsed = false;
  }

  /** A limit was in force before this process, and nothing is known of it. */
  void unknown() {
    lapsed = true;
  }

  /** Records the other load. */
  void metered(PhaseAmps load, long now) {
    other = load.atLeast(PhaseAmps.ZERO);
    metered = OptionalLong.of(now);
  }

  /** Lets leases end; returns whether one ended now. */
  boolean lapse(long now) {
    boolean ends =
        !lapsed
            && requested
                .map(Requested::leaseEnd)
                .filter(end -> end.isPresent() && now - end.getAsLong() >= 0)
                .isPresent();
    lapsed |= ends;
    return ends;
  }

  /** Whether the limit of a command is in force. */
  boolean commanded() {
    return requested.isPresent() && !lapsed;
  }

  boolean lapsed() {
    return lapsed;
  }

  /** Whether the value of the meter counts; true without a meter. */
  boolean fresh(long now) {
    return settings.meter().isEmpty()
        || metered.isPresent()
            && now - metered.getAsLong() < settings.meter().get().staleAfter().toNanos();
  }

  /** The other load by the meter, A. */
  PhaseAmps other() {
    return other;
  }

  /** Whole seconds until the lease of the command ends, if it has one. */
  OptionalLong leaseLeft(long now) {
    OptionalLong end = requested.map(Requested::leaseEnd).orElse(OptionalLong.empty());
    return end.isPresent()
        ? OptionalLong.of(Math.max(0, (end.getAsLong() - now) / 1_000_000_000L))
        : end;
  }

  /**
   * The limit in force.
   *
   * @param fallbacks sum of the members' fallbacks, A
   */
  Bound at(long now, double fallbacks) {
    Room fixed = Room.of(settings.maxCurrent());
    Room safe = Room.of(settings.safeCurrent().orElse(fallbacks)).atMost(fixed);
    Room limit = fixed;
    Source source = Source.STATIC;
    boolean grid = requested.filter(Requested::grid).isPresent();
    if (lapsed) {
      limit = grid ? gridLapsed(safe) : safe;
      source = Source.SAFE;
    } else if (requested.isPresent()) {
      limit = fixed.atMost(requested.get().room());
      source = Source.COMMAND;
    }
    if (!fresh(now)) {
      limit = limit.atMost(safe);
      return new Bound(limit, limit, Source.SAFE);
    }
    if (settings.meter().isEmpty()) {
      return new Bound(limit, limit, source);
    }
    PhaseAmps left = limit.phases().minus(other).atLeast(PhaseAmps.ZERO);
    if (lapsed) {
      // The safe current is what the members may draw beside any other load.
      left = limit.phases().atMost(fixed.phases().minus(other).atLeast(PhaseAmps.ZERO));
    }
    double total = grid || lapsed ? limit.total() : Math.max(0, limit.total() - other.sum());
    Source named = source == Source.STATIC && other.max() > 0 ? Source.METER : source;
    return new Bound(limit, new Room(left, total), named);
  }

  /**
   * Without the grid operator's signal the floor holds, unless the inventory sets a safe current.
   */
  private Room gridLapsed(Room safe) {
    return settings.safeCurrent().isPresent() || settings.floor().isEmpty()
        ? safe
        : new Room(PhaseAmps.each(settings.maxCurrent()), floorAmps());
  }

  /** The floor of a grid limit over all phases, A; 0 without a floor. */
  double floorAmps() {
    return settings
        .floor()
        .map(floor -> LimitSettings.amps(1000 * floor.of(settings.members().size())))
        .orElse(0.0);
  }
}
