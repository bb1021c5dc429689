package io.ampwire.http.auth;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;

/** Too many wrong tokens came from an address. */
final class LockedOut extends ClientErrorException {
  private static final long serialVersionUID = 1L;

  LockedOut() {
    super(
        "too many wrong tokens from this address; wait "
            + Attempts.PAUSE.toSeconds()
            + " s before the next",
        Response.Status.TOO_MANY_REQUESTS);
  }
}
