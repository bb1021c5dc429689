package io.ampwire.sparkplug;

import java.util.OptionalLong;

/**
 * State of the primary host application, as far as its messages say. It outlives connections, so
 * that an outdated message never counts.
 */
final class PrimaryHost {
  private OptionalLong latest = OptionalLong.empty();

  /** Meaning of a state message. */
  enum Verdict {
    ONLINE,
    OFFLINE,
    /** Older than a message that was received before. */
    OUTDATED
  }

  Verdict observe(HostState state) {
    if (latest.isPresent() && state.timestamp() < latest.getAsLong()) {
      return Verdict.OUTDATED;
    }
    latest = OptionalLong.of(state.timestamp());
    return state.online() ? Verdict.ONLINE : Verdict.OFFLINE;
  }
}
