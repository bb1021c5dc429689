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

/** Finds what a request shows of its sender: a bearer token, or a browser's session. */
@ApplicationScoped
public class TokenMechanism implements HttpAuthenticationMechanism {
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
            // A session that is over makes its browser a stranger, as if it had none.
            .onFailure(AuthenticationFailedException.class)
            .recoverWithNull();
  }

  private static Uni<SecurityIdentity> ask(
      RoutingContext context, IdentityProviderManager providers, String shown, String kind) {
    TokenAuthenticationRequest request =
        new TokenAuthenticationRequest(new TokenCredential(shown, kind));
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
