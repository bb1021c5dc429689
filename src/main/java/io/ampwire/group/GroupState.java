package io.ampwire.group;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * State of a group that shares its limit.
 *
 * @param ts wall clock, ms
 * @param source where the limit comes from: {@code static}, {@code command}, {@code meter} or
 *     {@code safe}
 * @param limit limit in force
 * @param lease whole seconds until the limit of a command ends
 * @param load currents of the feeder
 */
public record GroupState(
    long ts,
    String source,
    Room limit,
    OptionalLong lease,
    Optional<String> by,
    Load load,
    List<MemberState> members) {
  public GroupState {
    members = List.copyOf(members);
  }

  /**
   * Currents of the feeder per phase, A.
   *
   * @param measured of the members that answer
   * @param granted highest that the members may draw
   * @param free what neither the members nor the other load may draw
   * @param other other load by the meter
   * @param fresh whether the value of the meter counts; true without a meter
   */
  public record Load(
      PhaseAmps measured, PhaseAmps granted, PhaseAmps free, PhaseAmps other, boolean fresh) {}

  /**
   * State of a member.
   *
   * @param cap its cap, A; empty before the first
   * @param proved whether the cap is enforced and read back
   * @param counted highest current that it may draw, A
   * @param measured per phase of the feeder, A
   * @param phases phases of the feeder that it loads
   * @param waiting its place among the members that are paused until there is room, from 1; empty
   *     for the others
   */
  public record MemberState(
      String id,
      boolean online,
      OptionalLong cap,
      boolean proved,
      double counted,
      PhaseAmps measured,
      PhaseUse phases,
      OptionalInt waiting) {}
}
