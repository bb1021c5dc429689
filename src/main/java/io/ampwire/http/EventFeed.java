package io.ampwire.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Feed of events that one client has not received yet. Bounded by the number of chargers, however
 * slow the client is.
 */
interface EventFeed {
  /** Records a change and returns whether the client should get it at once. */
  boolean changed(String charger);

  /** The next event, with the latest state; empty if nothing changed. */
  Optional<SseEvent> next();

  /** How often {@link #next} is called without a change. */
  Duration pace();

  /** Whether no further event can follow. */
  default boolean over() {
    return false;
  }
}
