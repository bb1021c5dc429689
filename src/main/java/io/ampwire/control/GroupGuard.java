package io.ampwire.control;

import io.ampwire.map.ChargerId;
import java.util.Optional;

/** Port: limits the total current of the chargers behind one feeder. Thread-safe. */
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
