package io.ampwire.session;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.map.ChargerId;

/**
 * Port: receives the sessions of each charger, when they are on disk. Calls come from the lane's
 * thread or the store's, return at once and never throw.
 */
public interface SessionListener {
  /** A session that began, changed or ended. */
  void session(ChargerId charger, ChargingSession session);

  /** The event that a session began or ended. */
  void event(ChargerId charger, ChargerEvent event);
}
