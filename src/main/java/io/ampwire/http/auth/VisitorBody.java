package io.ampwire.http.auth;

import java.util.Optional;

/** Port: who somebody is and what that allows, as JSON in UTF-8. */
@FunctionalInterface
public interface VisitorBody {
  byte[] of(Optional<Visitor> visitor, Access access);
}
