package io.ampwire.http.auth;

import io.ampwire.http.server.RequestFilter;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Finds the credentials of a request: a bearer token, or a browser's session. */
@ApplicationScoped
public class TokenAuthenticationMechanism implements HttpAuthenticationMechanism {
  static final String BEARER = "bearer";
  static final String SESSION = "session";
  static final String COOKIE = "ampwire-session";
  static final String CHALLENGE = "Bearer realm=\"ampwire\"";
  private static final String DEMO = "demo";
  private static final String SCHEME = "Bearer ";

  private final AccessPolicy access;

  TokenAuthenticationMechanism(AccessPolicy access) {
    this.access = access;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager providers) {
    String header = context.request().getHeader("Authorization");
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return ask(context, providers, header.substring(SCHEME.length()).strip(), BEARER);
    }
    Cookie cookie = context.request().getCookie(COOKIE);
    return cookie == null
        ? Uni.createFrom().item(demo(context))
        : ask(context, providers, cookie.getValue(), SESSION)
            // A browser whose session has ended counts as a caller without a token.
            .onFailure(AuthenticationFailedException.class)
            .recoverWithNull();
  }

  /**
   * The console's own page in a demo; null for any other caller. Other sites cannot set the header.
   */
  private SecurityIdentity demo(RoutingContext context) {
    boolean ownPage = context.request().getHeader(AccessFilter.OWN_PAGE) != null;
    return ownPage && access.controlsDemo(RequestFilter.authority(context))
        ? TokenIdentityProvider.identity(new Principal(DEMO, Role.OPERATOR), true)
        : null;
  }

  private static Uni<SecurityIdentity> ask(
      RoutingContext context, IdentityProviderManager providers, String presented, String kind) {
    TokenAuthenticationRequest request =
        new TokenAuthenticationRequest(new TokenCredential(presented, kind));
    HttpSecurityUtils.setRoutingContextAttribute(request, context);
    return providers.authenticate(request);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", CHALLENGE));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(TokenAuthenticationRequest.class);
  }
}
