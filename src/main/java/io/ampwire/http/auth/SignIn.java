package io.ampwire.http.auth;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Where a browser shows a token and gets a session for it, asks who it is, and signs out. */
@Path(SignIn.PATH)
public class SignIn {
  static final String PATH = "/api/v1/session";
  private static final Logger LOG = Logger.getLogger(SignIn.class);

  private final Access access;
  private final Credentials credentials;
  private final CurrentIdentityAssociation identities;
  private final VisitorBody body;

  SignIn(
      Access access,
      Credentials credentials,
      CurrentIdentityAssociation identities,
      VisitorBody body) {
    this.access = access;
    this.credentials = credentials;
    this.identities = identities;
    this.body = body;
  }

  /** Who the caller is, and what it may do. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> who() {
    return identities.getDeferredIdentity().map(SignIn::visitor).map(v -> body.of(v, access));
  }

  @POST
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public Response in(
      @FormParam("token") @DefaultValue("") String token, @Context RoutingContext context) {
    String address = Caller.address(context);
    Visitor visitor =
        credentials
            .byToken(token.strip(), address)
            .orElseThrow(() -> new AuthenticationFailedException("no such token"));
    LOG.infof("http: %s signed in from %s, %s", visitor.name(), address, visitor.role().label());
    String session = credentials.open(token.strip());
    return Response.ok(body.of(Optional.of(visitor), access))
        .cookie(cookie(session, (int) Sessions.LIFETIME.toSeconds(), context))
        .build();
  }

  @DELETE
  @Blocking
  public Response out(
      @CookieParam(TokenMechanism.COOKIE) @DefaultValue("") String session,
      @Context RoutingContext context) {
    credentials.close(session);
    return Response.noContent().cookie(cookie("", 0, context)).build();
  }

  private static NewCookie cookie(String value, int seconds, RoutingContext context) {
    return new NewCookie.Builder(TokenMechanism.COOKIE)
        .value(value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .secure(context.request().isSSL())
        .build();
  }

  private static Optional<Visitor> visitor(SecurityIdentity identity) {
    if (identity.isAnonymous()) {
      return Optional.empty();
    }
    Role role = identity.hasRole(Role.OPERATE) ? Role.OPERATOR : Role.VIEWER;
    return Optional.of(new Visitor(identity.getPrincipal().getName(), role));
  }
}
