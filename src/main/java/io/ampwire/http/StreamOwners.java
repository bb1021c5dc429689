package io.ampwire.http;

import io.ampwire.http.auth.AccessFilter;
import io.ampwire.http.auth.Role;
import io.ampwire.http.server.ClientAddress;
import io.ampwire.http.server.TrustedProxies;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds the owner of a stream: the principal, or the address of a caller without a token. */
@ApplicationScoped
public class StreamOwners {
  private final TrustedProxies proxies;

  StreamOwners(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  StreamOwner of(RoutingContext context) {
    SecurityIdentity identity = AccessFilter.identity(context);
    return identity.isAnonymous()
        ? new StreamOwner("at " + ClientAddress.network(proxies.client(context.request())), false)
        : new StreamOwner(identity.getPrincipal().getName(), identity.hasRole(Role.OPERATE));
  }
}
