package io.ampwire.mqtt;

import io.ampwire.link.TlsProblem;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/**
 * Reconnect policy: decides from the ends of earlier connections when to connect again and what to
 * subscribe to. Only a connection that lasts resets the backoff, so a broker that ends each
 * connection at once is not flooded. Two attempts begin at most about ten seconds apart. Times are
 * monotonic, ns.
 */
final class ReconnectPolicy {
  /** How long a connection has to last before it resets the backoff. */
  static final Duration STEADY = Duration.ofSeconds(3);

  private static final long FIRST_MILLIS = 200;

  /** The documented ten seconds minus the duration of an attempt. */
  private static final long MAX_MILLIS = 9_000;

  private static final int SHORT_CONNECTIONS = 3;

  /**
   * Backoff after several short connections. Its minimum is longer than {@link #STEADY}: of two
   * clients with one client id, one then has a connection that lasts while the other keeps waiting.
   */
  private static final long YIELD_MILLIS = 6_500;

  private static final TlsProblem ENCRYPTION =
      new TlsProblem("the broker", "ampwire.mqtt.tls.ca-file", "ampwire.mqtt.tls.certificate-file");

  private final RandomGenerator random;
  private int attempts;
  private int shortConnections;
  private int oversize;
  private int unprovedConnections;
  private Optional<BrokerAnswer.UnprovedPacket> unproved = Optional.empty();
  private long openedAt;
  private Duration failedFor = Duration.ZERO;
  private boolean refused;
  private Optional<Long> connectedAt = Optional.empty();

  ReconnectPolicy(RandomGenerator random) {
    this.random = random;
  }

  /** Records the start of a connection attempt. */
  void opening(long now) {
    openedAt = now;
  }

  void connected(long now) {
    connectedAt = Optional.of(now);
  }

  /** Records that the broker refused the subscription for commands. */
  void deaf() {
    refused = true;
  }

  /** Records that the broker granted the subscription for commands and the connection continued. */
  void hears() {
    refused = false;
    oversize = 0;
  }

  /** Records that a connection ended or an attempt failed; returns the diagnosis. */
  ConnectionProblem lost(Throwable cause, long now) {
    boolean wasUp = connectedAt.isPresent();
    failedFor = wasUp ? Duration.ZERO : Duration.ofNanos(now - openedAt);
    settle(now);
    connectedAt = Optional.empty();
    if (has(cause, TooLongFrameException.class::isInstance)) {
      oversize++;
      return problem(ConnectionProblem.Kind.OVERSIZE, "a message on a command topic is too large");
    }
    return wasUp ? ended(cause) : problem(kind(cause), said(cause));
  }

  /**
   * Diagnosis in order of certainty: the broker's own reason, an oversized packet, a second client
   * with the same client id.
   */
  private ConnectionProblem ended(Throwable cause) {
    shortConnections++;
    if (cause instanceof BrokerAnswer.Disconnected reason) {
      return reason.code() == ReasonCode.SESSION_TAKEN_OVER
          ? problem(
              ConnectionProblem.Kind.TWIN,
              "another client connected with this client-id: " + reason.getMessage())
          : problem(ofDisconnect(reason.code()), reason.getMessage());
    }
    unproved =
        cause instanceof BrokerAnswer.Ended silently ? silently.unproved() : Optional.empty();
    unprovedConnections = unproved.isPresent() ? unprovedConnections + 1 : 0;
    if (shortConnections < SHORT_CONNECTIONS) {
      return problem(kind(cause), "the connection was lost");
    }
    if (unprovedConnections >= SHORT_CONNECTIONS) {
      return problem(
          ConnectionProblem.Kind.PACKET_LIMIT,
          "the broker ends each connection at a packet of "
              + unproved.get().bytes()
              + " bytes to "
              + unproved.get().topic()
              + "; if it limits packets, set ampwire.mqtt.max-packet");
    }
    return problem(
        ConnectionProblem.Kind.TWIN,
        "the broker ends each connection soon after it began;"
            + " another client with this client-id, or its access rules");
  }

  private static ConnectionProblem.Kind ofDisconnect(int reason) {
    return switch (reason) {
      case ReasonCode.PACKET_TOO_LARGE -> ConnectionProblem.Kind.PACKET_LIMIT;
      case ReasonCode.NOT_AUTHORIZED, ReasonCode.ADMINISTRATIVE_ACTION ->
          ConnectionProblem.Kind.REFUSED;
      default -> ConnectionProblem.Kind.UNREACHABLE;
    };
  }

  private static ConnectionProblem problem(ConnectionProblem.Kind kind, String detail) {
    return new ConnectionProblem(kind, detail);
  }

  /** Records that the bridge closed a connection that returned nothing. */
  void replaced(long now) {
    failedFor = Duration.ZERO;
    settle(now);
    connectedAt = Optional.empty();
  }

  /** Wait before the next attempt, minus the duration of the failed one. */
  Duration delay() {
    long ceiling =
        shortConnections >= SHORT_CONNECTIONS
            ? YIELD_MILLIS
            : Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(attempts, 20));
    attempts++;
    long drawn = ceiling / 2 + random.nextLong(ceiling / 2 + 1);
    return Duration.ofMillis(Math.max(FIRST_MILLIS / 2, drawn - failedFor.toMillis()));
  }

  /** Whether to subscribe only to the loop topic. */
  boolean narrow() {
    return refused || oversize();
  }

  /** Whether an oversized command ended several connections. */
  boolean oversize() {
    return oversize >= 2;
  }

  /** Whether another client with the same client id may be receiving the commands. */
  boolean doubtful(long now) {
    return shortConnections >= SHORT_CONNECTIONS && !steady(now);
  }

  private void settle(long now) {
    if (steady(now)) {
      attempts = 0;
      shortConnections = 0;
      unprovedConnections = 0;
    }
  }

  private boolean steady(long now) {
    return connectedAt.filter(since -> now - since >= STEADY.toNanos()).isPresent();
  }

  private static ConnectionProblem.Kind kind(Throwable cause) {
    if (cause instanceof BrokerAnswer.Refused) {
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

  /** The remedy if there is one, else the innermost cause. */
  private static String said(Throwable cause) {
    if (cause == null) {
      return "the connection ended";
    }
    if (cause instanceof BrokerAnswer answer) {
      return answer.getMessage();
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
