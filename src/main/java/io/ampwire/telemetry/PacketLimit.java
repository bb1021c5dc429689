package io.ampwire.telemetry;

import java.util.OptionalInt;

/**
 * Largest packet that the broker accepts, from the broker or the configuration. If neither states
 * it, it is concluded from connections that worked and were lost soon after a packet of about that
 * size: three in a row, with no packet as large proved in between. Such losses may have another
 * cause, so the conclusion is tried again after five minutes, and each time that a trial loses its
 * connection after twice the time, up to an hour. Sizes are bytes of the whole MQTT packet, times
 * monotonic ns. Used on the outbox's scheduler.
 */
final class PacketLimit {
  private static final int LOSSES = 3;

  /** No known broker refuses a packet of this size. */
  private static final int NEVER_SUSPECT = 1024;

  /** A broker that refuses a packet ends the connection at once. */
  private static final long SOON = 5_000_000_000L;

  private static final long FIRST_TRIAL = 300_000_000_000L;
  private static final long LONGEST = 3_600_000_000_000L;

  private int announced = Integer.MAX_VALUE;
  private OptionalInt concluded = OptionalInt.empty();
  private long concludedAt;
  private long patience = FIRST_TRIAL;
  private int losses;
  private int suspect = Integer.MAX_VALUE;
  private int provedNow;
  private boolean worked;
  private boolean doubtful;

  /** Sets the limit that the broker or the configuration states. */
  void announce(int bytes) {
    if (bytes != announced) {
      announced = bytes;
      forget();
    }
  }

  void connected(long now) {
    provedNow = 0;
    worked = false;
    trial(now);
  }

  /** Lifts a conclusion for a trial if it is time; returns whether it did. */
  boolean trial(long now) {
    boolean due = concluded.isPresent() && now - concludedAt >= patience;
    if (due) {
      concluded = OptionalInt.empty();
      losses = LOSSES - 1;
      patience = Math.min(LONGEST, 2 * patience);
    }
    return due;
  }

  /** Whether a document may have caused the loss of the last connection. */
  boolean isDoubtful() {
    return doubtful;
  }

  /** Records that a probe returned on this connection. */
  void worked() {
    worked = true;
  }

  /** Records that the broker accepted a packet of that size. */
  void proved(int bytes) {
    provedNow = Math.max(provedNow, bytes);
    if (bytes >= suspect) {
      forget();
    }
  }

  /** Records that the connection was lost with these documents unproved. */
  void lost(InFlight.Unproved unproved, long now) {
    doubtful =
        now - unproved.since() <= SOON && unproved.largest() > Math.max(provedNow, NEVER_SUSPECT);
    if (!doubtful || !worked) {
      return;
    }
    losses = isLike(unproved.largest()) ? losses + 1 : 1;
    suspect = Math.min(suspect, unproved.largest());
    if (losses >= LOSSES) {
      concluded = OptionalInt.of(suspect - 1);
      concludedAt = now;
    }
  }

  /** Whether a packet of that size would have been refused with the suspect. */
  private boolean isLike(int bytes) {
    return bytes >= suspect - suspect / 10;
  }

  boolean allows(int bytes) {
    return bytes <= bytes();
  }

  int bytes() {
    return Math.min(announced, concluded.orElse(Integer.MAX_VALUE));
  }

  /** Whether the limit is concluded from lost connections. */
  boolean isConcluded() {
    return concluded.isPresent() && concluded.getAsInt() < announced;
  }

  private void forget() {
    concluded = OptionalInt.empty();
    losses = 0;
    suspect = Integer.MAX_VALUE;
    patience = FIRST_TRIAL;
  }
}
