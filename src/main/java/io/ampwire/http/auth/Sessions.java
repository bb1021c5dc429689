package io.ampwire.http.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Browsers that have shown a token: each has a random name for it that is good for some hours, so
 * that the token itself is kept in no browser. Held in memory and bounded; the oldest goes first.
 */
public final class Sessions {
  public static final Duration LIFETIME = Duration.ofHours(12);
  static final int MOST = 256;
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final LongSupplier nanos;
  private final Map<String, Session> open =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > MOST;
        }
      };

  private record Session(Token id, Token token, long begun) {}

  /**
   * @param nanos monotonic time
   */
  public Sessions(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A new session for whoever showed the token; what the browser is to keep. */
  synchronized String open(Token token) {
    String handle = text(16);
    String secret = text(BYTES);
    open.put(handle, new Session(Token.of(secret), token, nanos.getAsLong()));
    return handle + "." + secret;
  }

  /** The token that the session stands for, while it is good. */
  synchronized Optional<Token> token(String cookie) {
    String handle = handle(cookie);
    Session session = open.get(handle);
    if (session == null || !session.id.matches(Token.of(cookie.substring(handle.length() + 1)))) {
      return Optional.empty();
    }
    if (nanos.getAsLong() - session.begun >= LIFETIME.toNanos()) {
      open.remove(handle);
      return Optional.empty();
    }
    return Optional.of(session.token);
  }

  /** Ends a session that is good; others are left alone. */
  synchronized void close(String cookie) {
    if (token(cookie).isPresent()) {
      open.remove(handle(cookie));
    }
  }

  /** Finds the session; it is no secret, so that looking it up gives nothing away. */
  private static String handle(String cookie) {
    int dot = cookie.indexOf('.');
    return dot < 0 ? "" : cookie.substring(0, dot);
  }

  private String text(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
