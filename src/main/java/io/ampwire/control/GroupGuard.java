package io.ampwire.control;

import io.ampwire.map.ChargerId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Port: limits the total current of the chargers behind one feeder. A guarding group refuses
 * increases; a sharing group also sets a cap for each charger. Thread-safe.
 */
public interface GroupGuard {
  GroupGuard NONE =
      new GroupGuard() {
        @Override
        public Optional<Refusal> admit(ChargerId charger, double amps) {
          return Optional.empty();
        }

        @Override
        public void observed(ChargerId charger, double worst, double fallback) {}
      };

  /**
   * Reason why a charger may not draw that much.
   *
   * @param provisional whether an unread member counts with its whole limit, so that the answer may
   *     change
   */
  record Refusal(String why, boolean provisional) {}

  /**
   * Cap of a charger whose group shares its limit.
   *
   * @param amps highest set point per phase, 0 to pause; empty until the group has decided
   * @param generation rises with each change, so that a report names the cap that it answers
   * @param command id of the command whose limit was in force when it changed
   */
  record Cap(String group, OptionalLong amps, long generation, Optional<String> command) {
    /** Whether the set point is within the cap; a pause always is. */
    public boolean allows(double setPoint) {
      return setPoint <= 0 || amps.isPresent() && setPoint <= amps.getAsLong();
    }

    /** Message for a controller that wants more. */
    public String refusal() {
      return amps.isPresent()
          ? "group " + group + " grants " + amps.getAsLong() + " A now; a lower set point is taken"
          : "group " + group + " has not read its members yet";
    }
  }

  /** The cap in force for a charger; empty where no group shares its limit with it. */
  default Optional<Cap> cap(ChargerId charger) {
    return Optional.empty();
  }

  /** Receives the state of a charger after each poll, each write and each loss of connection. */
  default void reported(ChargerId charger, MemberReport report) {}

  /** A controller wanted a set point above the cap, A. */
  default void wanted(ChargerId charger, long amps) {}

  /**
   * Reserves the highest current that a charger may draw from now on. If that exceeds the limit of
   * a group, it returns the reason and changes nothing. A reservation counts until a later poll
   * shows less. Call it for every increase and before a standing intent resumes. Before a resume,
   * the register may still hold the value, but the charger without a controller has used its
   * fallback.
   *
   * @param amps per phase, the larger of the wanted limit and the charger's fallback
   */
  Optional<Refusal> admit(ChargerId charger, double amps);

  /**
   * Records the highest current that a poll allows the charger to draw.
   *
   * @param worst the largest of its limit, its set point register and its fallback, A per phase
   * @param fallback fallback current without a controller, A per phase
   */
  void observed(ChargerId charger, double worst, double fallback);
}
