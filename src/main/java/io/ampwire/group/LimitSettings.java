package io.ampwire.group;

import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Settings of a group that shares its limit among its members.
 *
 * @param maxCurrent limit of the feeder, A per phase
 * @param safeCurrent limit when a lease or the meter is gone, A per phase; empty for the sum of the
 *     members' fallbacks
 * @param times times of pausing
 * @param floor lowest power that a grid limit leaves; empty for none
 * @param meter meter of the other load on the feeder; empty if there is none
 */
public record LimitSettings(
    String name,
    double maxCurrent,
    OptionalDouble safeCurrent,
    Times times,
    Optional<Floor> floor,
    Optional<Meter> meter,
    List<Member> members) {
  /** Nominal voltage by which a power is converted, V. */
  public static final double VOLTS = 230;

  public LimitSettings {
    members = List.copyOf(members);
  }

  /**
   * Times of pausing.
   *
   * @param rotate longest turn while another member waits
   * @param minPause least time between a pause and the next start, and the other way round
   */
  public record Times(Duration rotate, Duration minPause) {
    public static final Times DEFAULT = new Times(Duration.ofMinutes(15), Duration.ofMinutes(5));
  }

  /**
   * Lowest power that a grid limit leaves to the group: P + (n - 1) g P for n chargers.
   *
   * @param kilowatts P, kW per charger
   * @param simultaneity g, 0 to 1
   */
  public record Floor(double kilowatts, double simultaneity) {
    /** Floor of that many chargers, kW. */
    public double of(int chargers) {
      return kilowatts + (chargers - 1) * simultaneity * kilowatts;
    }
  }

  /**
   * Meter of the other load, read from an MQTT topic.
   *
   * @param phases JSON pointer of each phase; one for a feeder of one phase
   * @param factor from the payload's unit to A
   * @param staleAfter age from which its value no longer counts
   */
  public record Meter(String topic, List<String> phases, double factor, Duration staleAfter) {
    public Meter {
      phases = List.copyOf(phases);
    }
  }

  /**
   * Member of the group.
   *
   * @param weight share in proportion to the others
   * @param phases feeder phase of each of the charger's own, 0 is L1; empty if it is unknown
   * @param min lowest set point that charges, A
   * @param most highest set point, A
   * @param pausable whether the charger accepts a pause
   * @param silentAfter time without a report after which it does not answer
   */
  public record Member(
      ChargerId id,
      double weight,
      List<Integer> phases,
      int min,
      int most,
      boolean pausable,
      Duration silentAfter) {
    public Member {
      phases = List.copyOf(phases);
    }
  }

  /** Current over all phases of a power, A. */
  static double amps(double watts) {
    return watts / VOLTS;
  }

  /** Names of the members. */
  public List<ChargerId> ids() {
    return members.stream().map(Member::id).toList();
  }
}
