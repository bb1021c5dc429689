package io.ampwire.http.auth;

import io.ampwire.http.server.TrustedProxies;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Login resource: a browser exchanges a token for a session, reads its own identity, and signs out.
 */
@Path(SessionResource.PATH)
public class SessionResource {
  static final String PATH = "/api/v1/session";
  private static final Logger LOG = Logger.getLogger(SessionResource.class);
  private static final String FIELD = "token=";

  private final AccessPolicy access;
  private final Credentials credentials;
  private final TokenIdentityProvider tokens;
  private final TrustedProxies proxies;
  private final CurrentIdentityAssociation identities;
  private final PrincipalBody body;

  SessionResource(
      AccessPolicy access,
      Credentials credentials,
      TokenIdentityProvider tokens,
      TrustedProxies proxies,
      CurrentIdentityAssociation identities,
      PrincipalBody body) {
    this.access = access;
    this.credentials = credentials;
    this.tokens = tokens;
    this.proxies = proxies;
    this.identities = identities;
    this.body = body;
  }

  /** Who the caller is and what it may do. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> who() {
    return identities
        .getDeferredIdentity()
        .map(SessionResource::principal)
        .map(principal -> body.of(principal, access));
  }

  /**
   * Signs in.
   *
   * @param form with the field {@code token}; taken as bytes, because the framework reads forms on
   *     a blocked worker thread
   */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<Response> signIn(byte[] form, @Context RoutingContext context) {
    String token = token(form);
    return tokens
        .principal(token, context)
        .map(
            principal -> {
              LOG.infof(
                  "http: %s signed in from %s, %s",
                  principal.name(), proxies.client(context.request()), principal.role().label());
              String session = credentials.open(principal, token);
              return Response.ok(body.of(Optional.of(principal), access))
                  .cookie(cookie(session, (int) Sessions.LIFETIME.toSeconds(), context))
                  .build();
            });
  }

  /** The value of the form's field; empty where there is none. */
  private static String token(byte[] form) {
    for (String field : new String(form, StandardCharsets.US_ASCII).split("&")) {
      if (field.startsWith(FIELD)) {
        try {
          return URLDecoder.decode(field.substring(FIELD.length()), StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException notEncoded) {
          return "";
        }
      }
    }
    return "";
  }

  @DELETE
  public Response signOut(
      @CookieParam(TokenAuthenticationMechanism.COOKIE) @DefaultValue("") String session,
      @Context RoutingContext context) {
    credentials.close(session);
    return Response.noContent().cookie(cookie("", 0, context)).build();
  }

  private NewCookie cookie(String value, int seconds, RoutingContext context) {
    return new NewCookie.Builder(TokenAuthenticationMechanism.COOKIE)
        .value(value)
        .path("/")
        .maxAge(seconds)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.STRICT)
        .secure(proxies.isEncrypted(context.request()))
        .build();
  }

  private static Optional<Principal> principal(SecurityIdentity identity) {
    if (identity.isAnonymous()) {
      return Optional.empty();
    }
    Role role = identity.hasRole(Role.OPERATE) ? Role.OPERATOR : Role.VIEWER;
    return Optional.of(new Principal(identity.getPrincipal().getName(), role));
  }
}
