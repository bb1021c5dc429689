package io.ampwire.control;

import io.ampwire.map.ChargerId;
import java.util.Optional;

/** Port: guards what the chargers behind one feeder may draw together. Safe for several threads. */
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
   * Why a charger may not draw so much.
   *
   * @param provisional whether a member that has not been read yet stands for its whole limit, so
   *     that the answer may change
   */
  record Refusal(String why, boolean provisional) {}

  /**
   * Reserves what a charger may draw at worst from now on, or says which group that is too much
   * for; then nothing changes. A reservation counts until a later poll shows less. Ask it for every
   * increase, and before a standing intent resumes: its register may still hold the value, but
   * without a controller the charger has fallen back.
   *
   * @param amps per phase, the larger of the wanted limit and the charger's fallback
   */
  Optional<Refusal> admit(ChargerId charger, double amps);

  /**
   * A poll shows what the charger may draw.
   *
   * @param worst the largest of its limit, its set point register and its fallback, A per phase
   * @param fallback what it falls back to without a controller, A per phase
   */
  void observed(ChargerId charger, double worst, double fallback);
}
