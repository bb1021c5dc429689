package io.ampwire.http.auth;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;

/** A wrong token from a client that has sent many: 429, after a pause. */
final class WrongToken extends ClientErrorException {
  private static final long serialVersionUID = 1L;

  WrongToken() {
    super(
        "no such token, and too many wrong ones came from this address; answers wait "
            + LoginThrottle.PAUSE.toSeconds()
            + " s",
        Response.Status.TOO_MANY_REQUESTS);
  }
}
