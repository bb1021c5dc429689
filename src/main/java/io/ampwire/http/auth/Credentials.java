package io.ampwire.http.auth;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Who somebody is, by a token or by the session that stands for one. Reads files: may block. */
public final class Credentials {
  private static final Logger LOG = Logger.getLogger(Credentials.class);

  private final List<TokenFile> files;
  private final Sessions sessions;
  private final Attempts attempts;
  private final Set<TokenFile> unreadable = ConcurrentHashMap.newKeySet();

  /**
   * @param files those that allow more come later
   */
  public Credentials(List<TokenFile> files, Sessions sessions, Attempts attempts) {
    this.files = List.copyOf(files);
    this.sessions = sessions;
    this.attempts = attempts;
  }

  /** Whether there is any token to show. */
  public boolean known() {
    return !files.isEmpty();
  }

  /**
   * Whose token it is.
   *
   * @param address where it came from; throws {@link LockedOut} if that has to wait
   */
  Optional<Visitor> byToken(String secret, String address) {
    if (attempts.locked(address)) {
      throw new LockedOut();
    }
    Optional<Visitor> visitor = visitor(Token.of(secret));
    if (visitor.isPresent()) {
      attempts.passed(address);
    } else if (attempts.failed(address)) {
      LOG.warnf(
          "http: wrong tokens from %s; not listened to for %d s",
          address, Attempts.PAUSE.toSeconds());
    }
    return visitor;
  }

  /** Whose session it is: nobody's from the moment its token is in no file any more. */
  Optional<Visitor> bySession(String cookie) {
    return sessions.token(cookie).flatMap(this::visitor);
  }

  /** Opens a session for a visitor whose token was right. */
  String open(String secret) {
    return sessions.open(Token.of(secret));
  }

  void close(String cookie) {
    sessions.close(cookie);
  }

  private Optional<Visitor> visitor(Token shown) {
    Optional<Visitor> found = Optional.empty();
    for (TokenFile file : files) {
      Optional<Visitor> here = visitor(file, shown);
      found = here.isPresent() ? here : found;
    }
    return found;
  }

  /** A file that cannot be read lets nobody in; that is told once, until it can be read again. */
  private Optional<Visitor> visitor(TokenFile file, Token shown) {
    try {
      Optional<Visitor> visitor = file.visitor(shown);
      unreadable.remove(file);
      return visitor;
    } catch (IOException e) {
      if (unreadable.add(file)) {
        LOG.warnf("http: %s cannot be read, so nobody is let in by it", file.path());
      }
      return Optional.empty();
    }
  }
}
