package io.ampwire.http.auth;

import io.ampwire.http.OpenApi;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets in whom {@link Access} lets in, before anything is answered. */
public class Door {
  /** A page elsewhere cannot make a browser send it, so whoever sends it is no such page. */
  static final String OWN_PAGE = "X-Ampwire-Console";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final Access access;
  private final CurrentIdentityAssociation identities;

  Door(Access access, CurrentIdentityAssociation identities) {
    this.access = access;
    this.identities = identities;
  }

  @ServerRequestFilter
  public Uni<Void> check(ContainerRequestContext request) {
    return identities
        .getDeferredIdentity()
        .invoke(identity -> check(request, identity))
        .replaceWithVoid();
  }

  private void check(ContainerRequestContext request, SecurityIdentity identity) {
    String path = request.getUriInfo().getPath();
    boolean signingIn = path.equals(SignIn.PATH);
    if (identity.isAnonymous() && !signingIn && !path.equals(OpenApi.PATH)) {
      stranger(request.getUriInfo().getBaseUri().getHost());
    }
    boolean browser = Boolean.TRUE.equals(identity.getAttribute(TokenMechanism.SESSION));
    if ((browser || signingIn)
        && !SAFE.contains(request.getMethod())
        && request.getHeaderString(OWN_PAGE) == null) {
      throw new ForbiddenException(
          "a browser's session changes something only from the console's own pages,"
              + " which send the header "
              + OWN_PAGE);
    }
  }

  private void stranger(String name) {
    Optional<String> closed = access.closed(name);
    if (closed.isPresent() && access.login()) {
      throw new NotAuthorizedException(
          "sign in to the console, or send Authorization: Bearer with a token",
          TokenMechanism.CHALLENGE);
    }
    closed.ifPresent(
        why -> {
          throw new ForbiddenException(why);
        });
  }
}
