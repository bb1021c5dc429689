package io.ampwire.group;

/**
 * Current that the members of a group may draw together.
 *
 * @param phases per phase, A
 * @param total sum over the phases, A; a limit of power bounds it, otherwise it is infinite
 */
public record Room(PhaseAmps phases, double total) {
  private static final double ROUNDING = 1e-6;

  /** Returns the room of a limit per phase. */
  public static Room of(double amps) {
    return new Room(PhaseAmps.each(amps), Double.POSITIVE_INFINITY);
  }

  /** Whether the load is within the room. */
  public boolean fits(PhaseAmps load) {
    return load.within(phases.plus(PhaseAmps.each(ROUNDING))) && load.sum() <= total + ROUNDING;
  }

  /** Returns the room that a load leaves; never negative. */
  public Room minus(PhaseAmps load) {
    return new Room(phases.minus(load).atLeast(PhaseAmps.ZERO), Math.max(0, total - load.sum()));
  }

  /** Returns the smaller room. */
  public Room atMost(Room other) {
    return new Room(phases.atMost(other.phases), Math.min(total, other.total));
  }
}
