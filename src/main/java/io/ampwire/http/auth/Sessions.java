package io.ampwire.http.auth;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Sessions of browsers that have presented a token: a random name that stands for the token for
 * some hours, so that no browser keeps the token itself. In memory, with a quota per principal and
 * one per role: signing in again and again ends the principal's own oldest session, and never one
 * of another role. May be used from any thread.
 */
public final class Sessions {
  public static final Duration LIFETIME = Duration.ofHours(12);

  /** Sessions of one principal at once. */
  static final int PER_PRINCIPAL = 32;

  /** Sessions of all principals of one role at once. */
  static final int PER_ROLE = 128;

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final LongSupplier nanos;

  /** In the order in which they were opened. */
  private final Map<String, BrowserSession> open = new LinkedHashMap<>();

  private record BrowserSession(Token id, Token token, Principal principal, long begun) {}

  /**
   * @param nanos monotonic time
   */
  public Sessions(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A new session for the principal who presented the token; what the browser is to keep. */
  synchronized String open(Principal principal, Token token) {
    open.values().removeIf(this::isOver);
    trim(session -> session.principal.equals(principal), PER_PRINCIPAL);
    trim(session -> session.principal.role() == principal.role(), PER_ROLE);
    String handle = text(16);
    String secret = text(BYTES);
    open.put(handle, new BrowserSession(Token.of(secret), token, principal, nanos.getAsLong()));
    return handle + "." + secret;
  }

  /** Makes room for one more; the oldest go. */
  private void trim(Predicate<BrowserSession> group, int most) {
    List<String> handles =
        open.entrySet().stream()
            .filter(entry -> group.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    handles.subList(0, Math.max(0, handles.size() - most + 1)).forEach(open::remove);
  }

  /** The token that the session stands for, while it is valid. */
  synchronized Optional<Token> token(String cookie) {
    String handle = handle(cookie);
    BrowserSession session = open.get(handle);
    if (session == null || !session.id.matches(Token.of(cookie.substring(handle.length() + 1)))) {
      return Optional.empty();
    }
    if (isOver(session)) {
      open.remove(handle);
      return Optional.empty();
    }
    return Optional.of(session.token);
  }

  /** Ends a valid session. */
  synchronized void close(String cookie) {
    if (token(cookie).isPresent()) {
      open.remove(handle(cookie));
    }
  }

  private boolean isOver(BrowserSession session) {
    return nanos.getAsLong() - session.begun >= LIFETIME.toNanos();
  }

  /** Finds the session. It is not a secret, so the time that finding takes reveals nothing. */
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
