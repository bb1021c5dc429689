package io.ampwire.mqtt;

import io.ampwire.link.TlsProblem;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.mqtt.MqttConnectionException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/**
 * Learns from how connections end: when to try again, and what the broker cannot be relied on for.
 * Only a connection that lasts makes an earlier failure forgotten, so that one which is ended at
 * once each time is not tried at full speed. Times are monotonic, ns.
 */
final class ReconnectPolicy {
  /** So long a connection has to last before it counts as a good one. */
  static final Duration STEADY = Duration.ofSeconds(10);

  private static final long FIRST = 200;
  private static final long MOST = 10_000;
  private static final int OFTEN = 3;

  /** Whoever loses to a twin stays away so long, or neither would ever have a connection. */
  private static final long YIELDING = 40_000;

  private static final TlsProblem ENCRYPTION =
      new TlsProblem("the broker", "ampwire.mqtt.tls.ca-file", "ampwire.mqtt.tls.certificate-file");

  private final RandomGenerator random;
  private int attempts;
  private int ended;
  private int oversize;
  private boolean refused;
  private Optional<Long> connectedAt = Optional.empty();

  ReconnectPolicy(RandomGenerator random) {
    this.random = random;
  }

  void connected(long now) {
    connectedAt = Optional.of(now);
  }

  /** The broker refused the subscription that brings commands. */
  void deaf() {
    refused = true;
  }

  /** The subscription that brings commands was granted and did no harm. */
  void hears() {
    refused = false;
    oversize = 0;
  }

  /** A connection ended that was up, or was wanted; tells what that means. */
  ConnectionProblem lost(Throwable cause, long now) {
    boolean wasUp = connectedAt.isPresent();
    settle(now);
    connectedAt = Optional.empty();
    if (has(cause, TooLongFrameException.class::isInstance)) {
      oversize++;
      return new ConnectionProblem(
          ConnectionProblem.Kind.OVERSIZE, "a message on a command topic is too large");
    }
    if (wasUp && ++ended >= OFTEN) {
      return new ConnectionProblem(
          ConnectionProblem.Kind.TWIN,
          "the broker ends each connection soon after it began;"
              + " another client with this client-id, or its access rules");
    }
    return new ConnectionProblem(kind(cause), wasUp ? "the connection was lost" : said(cause));
  }

  /** The bridge itself gave a connection up that was of no use. */
  void replaced(long now) {
    settle(now);
    connectedAt = Optional.empty();
  }

  /** How long to wait before the next attempt. */
  Duration delay() {
    long ceiling = ended >= OFTEN ? YIELDING : Math.min(MOST, FIRST << Math.min(attempts, 20));
    attempts++;
    return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
  }

  /** Whether to subscribe to the bridge's own marks alone: more would end the connection again. */
  boolean narrow() {
    return refused || oversize >= 2;
  }

  /** Whether somebody else may be the one who hears the commands. */
  boolean doubtful(long now) {
    return ended >= OFTEN && !steady(now);
  }

  private void settle(long now) {
    if (steady(now)) {
      attempts = 0;
      ended = 0;
    }
  }

  private boolean steady(long now) {
    return connectedAt.filter(since -> now - since >= STEADY.toNanos()).isPresent();
  }

  private static ConnectionProblem.Kind kind(Throwable cause) {
    if (has(cause, MqttConnectionException.class::isInstance)) {
      return ConnectionProblem.Kind.REFUSED;
    }
    if (has(cause, ReconnectPolicy::aboutFiles)) {
      return ConnectionProblem.Kind.UNREADABLE;
    }
    boolean certificates =
        has(cause, f -> f instanceof SSLException || f instanceof GeneralSecurityException);
    return certificates ? ConnectionProblem.Kind.INSECURE : ConnectionProblem.Kind.UNREACHABLE;
  }

  private static boolean aboutFiles(Throwable failure) {
    return failure instanceof FileSystemException
        || failure instanceof io.vertx.core.file.FileSystemException;
  }

  private static boolean has(Throwable cause, Predicate<Throwable> wanted) {
    for (Throwable failure = cause; failure != null; failure = failure.getCause()) {
      if (wanted.test(failure)) {
        return true;
      }
    }
    return false;
  }

  /** In words that name the remedy, or else the innermost ones. */
  private static String said(Throwable cause) {
    if (cause == null) {
      return "the connection ended";
    }
    if (cause instanceof MqttConnectionException refusal) {
      return "the broker answers " + refusal.code();
    }
    Optional<String> insecure = ENCRYPTION.of(cause);
    if (insecure.isPresent()) {
      return insecure.get();
    }
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
  }
}
