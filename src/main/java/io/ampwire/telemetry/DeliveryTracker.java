package io.ampwire.telemetry;

import java.util.Optional;

/**
 * Which connection is up, and what came back through it. A mark counts only with this boot's secret
 * and this connection's generation.
 */
final class DeliveryTracker {
  private final String secret;
  private Optional<Long> since = Optional.empty();
  private long silentSince;
  private long generation;
  private long confirmed;
  private volatile long last = Long.MIN_VALUE;

  DeliveryTracker(String secret) {
    this.secret = secret;
  }

  void connected(long now) {
    generation++;
    confirmed = 0;
    silentSince = now;
    since = Optional.of(now);
  }

  void disconnected() {
    since = Optional.empty();
  }

  /** Since when a connection claims to be up. */
  Optional<Long> since() {
    return since;
  }

  boolean up() {
    return since.isPresent();
  }

  Document.Probe mark(long sent) {
    return new Document.Probe(secret, generation, sent);
  }

  /** Whether it counts; then everything before it is delivered. */
  boolean take(Document.Probe mark, long now) {
    boolean counts = mark.secret().equals(secret) && mark.generation() == generation;
    if (counts) {
      silentSince = now;
      confirmed = Math.max(confirmed, mark.sent());
    }
    return counts;
  }

  /** A mark that counts came as commands do: this is a round trip. */
  void heard(long now) {
    last = now;
  }

  /** Documents of this connection that the broker has. */
  long confirmed() {
    return confirmed;
  }

  long last() {
    return last;
  }

  /** Whether a connection claims to be up and brought nothing back for so many {@code nanos}. */
  boolean isSilent(long nanos, long now) {
    return up() && now - silentSince >= nanos;
  }
}
