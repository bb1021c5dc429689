package io.ampwire.charger;

import io.ampwire.command.Ack;
import io.ampwire.map.ChargerId;

/**
 * Port: receives the reports of a charger's lane, on the lane's own thread. An implementation
 * overrides the methods that it uses. Calls return at once and never throw.
 */
public interface TelemetrySink {
  /** A completed poll, or the last document of a charger that went offline. */
  default void state(ChargerId charger, ChargerSnapshot snapshot) {}

  /** Whether the charger answers; reported after the matching state. */
  default void availability(ChargerId charger, boolean online) {}

  /** An event of the charger. */
  default void event(ChargerId charger, ChargerEvent event) {}

  /** The metadata of the charger and its points; reported at each change. */
  default void meta(ChargerId charger, ChargerMeta meta) {}

  /** The answer to a command. */
  default void ack(ChargerId charger, Ack ack) {}
}
