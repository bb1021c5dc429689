package io.ampwire.mqtt;

import io.smallrye.reactive.messaging.mqtt.session.ReconnectDelayOptions;
import io.smallrye.reactive.messaging.mqtt.session.ReconnectDelayProvider;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Learns from the session's own backoff when it is up and when it is down: the session asks for a
 * delay when it lost its connection or failed to get one, and resets the delays when it has one.
 * There is no other public word of it. The first delay is short, because a broker in the same
 * process may drop a client that subscribes too quickly.
 */
final class SessionWatch implements ReconnectDelayOptions, ReconnectDelayProvider {
  private static final long FIRST = 200;
  private static final long MOST = 10_000;

  private final BrokerEvents events;
  private boolean started;
  private int attempts;

  SessionWatch(BrokerEvents events) {
    this.events = events;
  }

  @Override
  public synchronized Duration nextDelay() {
    events.disconnected();
    long ceiling = Math.min(MOST, FIRST << Math.min(attempts++, 20));
    return Duration.ofMillis(ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1));
  }

  /** The first reset comes before the first connect; the others are connections. */
  @Override
  public synchronized void reset() {
    attempts = 0;
    if (started) {
      events.connected();
    }
    started = true;
  }

  @Override
  public ReconnectDelayProvider createProvider() {
    return this;
  }

  @Override
  public ReconnectDelayOptions copy() {
    return this;
  }
}
