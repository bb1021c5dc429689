package io.ampwire.http;

import io.ampwire.http.auth.Access;
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
 * Commands over HTTP: the payload, the judgement and the answer are those of MQTT. Only for
 * operators, and only where the configuration lets them.
 */
@Path("/api/v1/chargers/{id}/cmd/{name}")
public class Commands {
  private final ChargerCommands commands;
  private final Access access;
  private final CurrentIdentityAssociation identities;

  Commands(ChargerCommands commands, Access access, CurrentIdentityAssociation identities) {
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
