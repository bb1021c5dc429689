package io.ampwire.map;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Meaning of the codes of a device's state point for a vehicle.
 *
 * @param point point with the state; empty text if the map has none
 * @param currents points with the current of each phase
 * @param presence second point that tells whether a car is plugged in
 */
public record Vehicle(
    String point,
    Set<Long> absent,
    Set<Long> unauthorised,
    Set<Long> ready,
    Set<Long> charging,
    Set<Long> fault,
    List<String> currents,
    Optional<Presence> presence) {
  public static final Vehicle NONE =
      new Vehicle("", Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), List.of());

  /** Progress of a vehicle's visit, independent of the codes of any device. */
  public enum Stage {
    ABSENT,
    UNAUTHORISED,
    READY,
    CHARGING,
    FAULT,
    UNKNOWN;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Second point that tells whether a car is plugged in, such as the state of the cable. It decides
   * where the state leaves it open.
   */
  public record Presence(String point, Set<Long> absent, Set<Long> present) {
    public Presence {
      absent = Set.copyOf(absent);
      present = Set.copyOf(present);
    }

    private Stage refine(Stage state, OptionalLong code) {
      boolean gone = code.isPresent() && absent.contains(code.getAsLong());
      boolean there = code.isPresent() && present.contains(code.getAsLong());
      return switch (state) {
        case CHARGING, FAULT -> state;
        case ABSENT -> there ? Stage.UNKNOWN : state;
        case UNAUTHORISED, READY, UNKNOWN -> gone ? Stage.ABSENT : state;
      };
    }
  }

  /** Creates the meaning of a state point that alone tells whether a car is there. */
  public Vehicle(
      String point,
      Set<Long> absent,
      Set<Long> unauthorised,
      Set<Long> ready,
      Set<Long> charging,
      Set<Long> fault,
      List<String> currents) {
    this(point, absent, unauthorised, ready, charging, fault, currents, Optional.empty());
  }

  public Vehicle {
    absent = Set.copyOf(absent);
    unauthorised = Set.copyOf(unauthorised);
    ready = Set.copyOf(ready);
    charging = Set.copyOf(charging);
    fault = Set.copyOf(fault);
    currents = List.copyOf(currents);
  }

  /** Whether any code means that no car is there. */
  public boolean showsAbsence() {
    return !absent.isEmpty() || presence.filter(second -> !second.absent().isEmpty()).isPresent();
  }

  /** Stage for the readings of the state point and of the point of presence, by name. */
  public Stage stage(Function<String, OptionalLong> codes) {
    Stage state = stage(codes.apply(point));
    return presence.map(second -> second.refine(state, codes.apply(second.point()))).orElse(state);
  }

  /** Stage for a reading of the state point alone; unknown for a reading without a code. */
  public Stage stage(OptionalLong code) {
    return code.isPresent() ? stage(code.getAsLong()) : Stage.UNKNOWN;
  }

  /** Stage for a code of the state point. */
  public Stage stage(long code) {
    if (fault.contains(code)) {
      return Stage.FAULT;
    }
    if (charging.contains(code)) {
      return Stage.CHARGING;
    }
    if (ready.contains(code)) {
      return Stage.READY;
    }
    if (unauthorised.contains(code)) {
      return Stage.UNAUTHORISED;
    }
    return absent.contains(code) ? Stage.ABSENT : Stage.UNKNOWN;
  }
}
