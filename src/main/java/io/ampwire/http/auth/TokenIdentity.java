package io.ampwire.http.auth;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes an identity of a token or of a session; of a wrong one it makes a failure. */
@ApplicationScoped
public class TokenIdentity implements IdentityProvider<TokenAuthenticationRequest> {
  private final Credentials credentials;

  TokenIdentity(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    String address = Caller.address(HttpSecurityUtils.getRoutingContextAttribute(request));
    String shown = request.getToken().getToken();
    boolean session = request.getToken().getType().equals(TokenMechanism.SESSION);
    return context.runBlocking(
        () ->
            (session ? credentials.bySession(shown) : credentials.byToken(shown, address))
                .map(visitor -> identity(visitor, session))
                .orElseThrow(() -> new AuthenticationFailedException("no such token")));
  }

  private static SecurityIdentity identity(Visitor visitor, boolean session) {
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(visitor.name()))
            .addAttribute(TokenMechanism.SESSION, session)
            .addRole(Role.VIEW);
    return (visitor.role() == Role.OPERATOR ? identity.addRole(Role.OPERATE) : identity).build();
  }
}
