package io.ampwire.http.auth;

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
  private static final String SCHEME = "Bearer ";

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager providers) {
    String header = context.request().getHeader("Authorization");
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return ask(context, providers, header.substring(SCHEME.length()).strip(), BEARER);
    }
    Cookie cookie = context.request().getCookie(COOKIE);
    return cookie == null
        ? Uni.createFrom().nullItem()
        : ask(context, providers, cookie.getValue(), SESSION)
            // A browser whose session has ended counts as a caller without a token.
            .onFailure(AuthenticationFailedException.class)
            .recoverWithNull();
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
