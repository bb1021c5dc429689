package io.ampwire.http;

import java.time.Duration;
import java.util.Optional;

/** What one client has yet to be told. Bounded by what there is, however slow the client. */
interface Feed {
  /** Takes note of a change, and says whether the client should hear of it at once. */
  boolean changed(String charger);

  /** What to say now, as things are now; empty if there is nothing to say. */
  Optional<Happening> next();

  /** How often {@link #next} is asked without a change. */
  Duration pace();

  /** Whether there will never be anything to say again. */
  default boolean over() {
    return false;
  }
}
