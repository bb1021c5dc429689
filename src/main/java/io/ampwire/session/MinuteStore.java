package io.ampwire.session;

import io.ampwire.map.ChargerId;

/**
 * Port: one-minute means on disk. Calls return at once and never throw; another thread does the
 * work.
 */
public interface MinuteStore {
  /** Keeps the means of a minute; a second part of the same minute is merged with the first. */
  void add(ChargerId charger, MinuteRow row);
}
