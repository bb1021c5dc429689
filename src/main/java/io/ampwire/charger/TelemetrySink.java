package io.ampwire.charger;

import io.ampwire.command.Ack;
import io.ampwire.map.ChargerId;

/**
 * Port: receives what a charger's lane reports, on the lane's own thread. A sink overrides what it
 * uses. Calls return at once and never throw.
 */
public interface TelemetrySink {
  /** A completed poll, or the last document of a charger that went away. */
  default void state(ChargerId charger, ChargerSnapshot snapshot) {}

  /** Whether the charger answers; reported after the state that goes with it. */
  default void availability(ChargerId charger, boolean online) {}

  /** Something happened that is not a state. */
  default void event(ChargerId charger, ChargerEvent event) {}

  /** What the charger is and what its points are; reported at each change. */
  default void meta(ChargerId charger, ChargerMeta meta) {}

  /** The answer to a command. */
  default void ack(ChargerId charger, Ack ack) {}
}
