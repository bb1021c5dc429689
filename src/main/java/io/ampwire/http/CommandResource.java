package io.ampwire.http;

import io.ampwire.http.auth.AccessPolicy;
import io.ampwire.http.auth.Role;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * Resource for commands over HTTP, with the same payload, checks and answer as on MQTT. It is for
 * operators only, and only where the configuration permits it.
 */
@Path("/api/v1/chargers/{id}/cmd/{name}")
public class CommandResource {
  private final ChargerCommands commands;
  private final AccessPolicy access;
  private final CurrentIdentityAssociation identities;

  CommandResource(
      ChargerCommands commands, AccessPolicy access, CurrentIdentityAssociation identities) {
    this.commands = commands;
    this.access = access;
    this.identities = identities;
  }

  @POST
  @RolesAllowed(Role.OPERATE)
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> command(
      @PathParam("id") String id, @PathParam("name") String name, byte[] payload) {
    if (!access.control()) {
      throw new ForbiddenException("no command over HTTP; ampwire.console.control=true permits it");
    }
    return identities
        .getDeferredIdentity()
        .map(identity -> identity.getPrincipal().getName())
        .flatMap(
            by -> Uni.createFrom().completionStage(() -> commands.send(id, name, payload, by)));
  }
}
