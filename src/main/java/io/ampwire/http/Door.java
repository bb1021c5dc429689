package io.ampwire.http;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets in whom {@link Access} lets in, before anything is answered. */
public class Door {
  private final Access access;

  Door(Access access) {
    this.access = access;
  }

  @ServerRequestFilter
  public void check(ContainerRequestContext request) {
    if (!access.open()) {
      throw new ForbiddenException(
          "the API listens beyond this machine and knows no users yet;"
              + " ampwire.http.allow-anonymous=true opens it to everybody");
    }
    String host = request.getUriInfo().getBaseUri().getHost();
    if (!access.meantFor(host)) {
      throw new ForbiddenException(
          "the API answers to localhost, not to this name;"
              + " ampwire.http.allow-anonymous=true makes it answer to any");
    }
  }
}
