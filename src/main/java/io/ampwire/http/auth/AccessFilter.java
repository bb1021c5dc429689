package io.ampwire.http.auth;

import io.ampwire.http.OpenApiResource;
import io.ampwire.http.server.BodyBudget;
import io.ampwire.http.server.RequestFilter;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Filter that admits callers by the {@link AccessPolicy}, before any body is read. It runs on the
 * connection's event loop; the identity provider resolves callers on its own threads.
 */
public class AccessFilter {
  /** Header that only the console's own pages can send; pages of other sites cannot set it. */
  static final String OWN_PAGE = "X-Ampwire-Console";

  private static final String IDENTITY = AccessFilter.class.getName();
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final AccessPolicy access;
  private final CurrentIdentityAssociation identities;
  private final BodyBudget bodies;

  AccessFilter(AccessPolicy access, CurrentIdentityAssociation identities, BodyBudget bodies) {
    this.access = access;
    this.identities = identities;
    this.bodies = bodies;
  }

  /** Who sent a request that this filter has admitted. */
  public static SecurityIdentity identity(RoutingContext admitted) {
    return admitted.get(IDENTITY);
  }

  @ServerRequestFilter
  public Uni<Void> check(ContainerRequestContext request, RoutingContext context) {
    return identities
        .getDeferredIdentity()
        .invoke(
            identity -> {
              check(request, context, identity);
              context.put(IDENTITY, identity);
              bodies.reserve(context);
            })
        .replaceWithVoid();
  }

  private void check(
      ContainerRequestContext request, RoutingContext context, SecurityIdentity identity) {
    String path = request.getUriInfo().getPath();
    boolean signingIn = path.equals(SessionResource.PATH);
    if (identity.isAnonymous() && !signingIn && !path.equals(OpenApiResource.PATH)) {
      admitAnonymous(context);
    }
    boolean browser =
        Boolean.TRUE.equals(identity.getAttribute(TokenAuthenticationMechanism.SESSION));
    if ((browser || signingIn)
        && !SAFE.contains(request.getMethod())
        && request.getHeaderString(OWN_PAGE) == null) {
      throw new ForbiddenException(
          "a browser's session makes changes only from the console's own pages,"
              + " which send the header "
              + OWN_PAGE);
    }
  }

  private void admitAnonymous(RoutingContext context) {
    Optional<String> refusal = access.refusal(RequestFilter.authority(context));
    if (refusal.isPresent() && access.login()) {
      throw new NotAuthorizedException(
          "sign in to the console, or send Authorization: Bearer with a token",
          TokenAuthenticationMechanism.CHALLENGE);
    }
    refusal.ifPresent(
        why -> {
          throw new ForbiddenException(why);
        });
  }
}
