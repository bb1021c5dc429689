package io.ampwire.charger;

import io.ampwire.command.Ack;
import io.ampwire.map.ChargerId;

/** Port: where a charger's lane says what it knows. Calls return at once and never throw. */
public interface TelemetrySink {
  /** A completed poll, or the last word of a charger that went away. */
  void state(ChargerId charger, ChargerSnapshot snapshot);

  /** Whether the charger answers; told after the state that goes with it. */
  void availability(ChargerId charger, boolean online);

  /** Something happened that is not a state. */
  void event(ChargerId charger, ChargerEvent event);

  /** What the charger is and what its points are; told at each change. */
  void meta(ChargerId charger, ChargerMeta meta);

  /** The answer to a command. */
  void ack(ChargerId charger, Ack ack);
}
