package io.ampwire.control;

import io.ampwire.map.ChargerId;
import java.util.Optional;

/** Port: guards what chargers behind one feeder may draw together. May be used from any thread. */
public interface GroupGuard {
  GroupGuard NONE =
      new GroupGuard() {
        @Override
        public Optional<String> raise(ChargerId charger, double amps) {
          return Optional.empty();
        }

        @Override
        public void worst(ChargerId charger, double amps) {}

        @Override
        public void fallback(ChargerId charger, double amps) {}
      };

  /**
   * Sets aside what the charger would draw at worst, or says which group that is too much for; then
   * nothing changes.
   *
   * @param amps per phase, the larger of what is asked and what the charger falls back to
   */
  Optional<String> raise(ChargerId charger, double amps);

  /** What the charger draws at worst, as the last poll knows it; A per phase. */
  void worst(ChargerId charger, double amps);

  /**
   * What the charger falls back to without a controller, as the last poll knows it; A per phase.
   */
  void fallback(ChargerId charger, double amps);
}
