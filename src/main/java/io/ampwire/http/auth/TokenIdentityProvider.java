package io.ampwire.http.auth;

import io.ampwire.http.ApiExecutor;
import io.ampwire.http.server.ClientAddress;
import io.ampwire.http.server.TrustedProxies;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Identity provider that resolves a token or a session, on the API's threads; a wrong one fails.
 */
@ApplicationScoped
public class TokenIdentityProvider implements IdentityProvider<TokenAuthenticationRequest> {
  private final Credentials credentials;
  private final TrustedProxies proxies;
  private final ApiExecutor threads;

  TokenIdentityProvider(Credentials credentials, TrustedProxies proxies, ApiExecutor threads) {
    this.credentials = credentials;
    this.proxies = proxies;
    this.threads = threads;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    String presented = request.getToken().getToken();
    if (request.getToken().getType().equals(TokenAuthenticationMechanism.SESSION)) {
      return threads
          .call(() -> credentials.bySession(presented))
          .map(
              found ->
                  found
                      .map(principal -> identity(principal, true))
                      .orElseThrow(TokenIdentityProvider::unknown));
    }
    RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(request);
    return principal(presented, routing).map(principal -> identity(principal, false));
  }

  /** The holder of a token that a request presents; fails for a wrong token. */
  Uni<Principal> principal(String token, RoutingContext routing) {
    String client = ClientAddress.network(proxies.client(routing.request()));
    return threads
        .call(() -> credentials.byToken(token, client))
        .flatMap(
            attempt ->
                threads
                    .pause(attempt.throttled() ? LoginThrottle.PAUSE : Duration.ZERO)
                    .map(paused -> attempt.principal().orElseThrow(() -> refusal(attempt))));
  }

  private static RuntimeException refusal(Credentials.Attempt attempt) {
    return attempt.throttled() ? new WrongToken() : unknown();
  }

  private static AuthenticationFailedException unknown() {
    return new AuthenticationFailedException("no such token");
  }

  static SecurityIdentity identity(Principal principal, boolean session) {
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(principal.name()))
            .addAttribute(TokenAuthenticationMechanism.SESSION, session)
            .addRole(Role.VIEW);
    return (principal.role() == Role.OPERATOR ? identity.addRole(Role.OPERATE) : identity).build();
  }
}
