package io.ampwire.http.auth;

import java.util.Optional;

/** Port: a principal and what it may do, as JSON in UTF-8. */
@FunctionalInterface
public interface PrincipalBody {
  byte[] of(Optional<Principal> principal, AccessPolicy access);
}
