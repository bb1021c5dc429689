package io.ampwire.http.auth;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Authenticator of callers, by a token or by the session that stands for one. It reads the token
 * files for each request, so it may block.
 */
public final class Credentials {
  private static final Logger LOG = Logger.getLogger(Credentials.class);

  private final List<TokenFile> files;
  private final Sessions sessions;
  private final LoginThrottle throttle;
  private final Set<TokenFile> unreadable = ConcurrentHashMap.newKeySet();

  /**
   * Result of a check of a token.
   *
   * @param principal empty for a wrong token
   * @param throttled whether the client sent so many wrong ones that its answer waits
   */
  record Attempt(Optional<Principal> principal, boolean throttled) {}

  /**
   * @param files ordered by rights, those that allow more come later
   */
  public Credentials(List<TokenFile> files, Sessions sessions, LoginThrottle throttle) {
    this.files = List.copyOf(files);
    this.sessions = sessions;
    this.throttle = throttle;
  }

  /**
   * Identifies the holder of a token.
   *
   * @param client where the token came from
   */
  Attempt byToken(String secret, String client) {
    Optional<Principal> principal = principal(Token.of(secret));
    int wrong = principal.isPresent() ? 0 : throttle.failed(client);
    if (wrong == LoginThrottle.FREE + 1) {
      LOG.warnf(
          "http: more than %d wrong tokens within a minute from %s; its answers wait %d s each",
          LoginThrottle.FREE, client, LoginThrottle.PAUSE.toSeconds());
    }
    return new Attempt(principal, throttle.slows(client));
  }

  /** Identifies the holder of a session; empty once its token is in no file. */
  Optional<Principal> bySession(String cookie) {
    return sessions.token(cookie).flatMap(this::principal);
  }

  /** Opens a session for a principal whose token was right; what the browser is to keep. */
  String open(Principal principal, String secret) {
    return sessions.open(principal, Token.of(secret));
  }

  void close(String cookie) {
    sessions.close(cookie);
  }

  private Optional<Principal> principal(Token presented) {
    Optional<Principal> found = Optional.empty();
    for (TokenFile file : files) {
      Optional<Principal> here = principal(file, presented);
      found = here.isPresent() ? here : found;
    }
    return found;
  }

  /**
   * Rejects all tokens of an unreadable file, and logs that once until the file is readable again.
   */
  private Optional<Principal> principal(TokenFile file, Token presented) {
    try {
      Optional<Principal> principal = file.principal(presented);
      unreadable.remove(file);
      return principal;
    } catch (IOException e) {
      if (unreadable.add(file)) {
        LOG.warnf("http: cannot read %s, so its tokens are refused", file.path());
      }
      return Optional.empty();
    }
  }
}
