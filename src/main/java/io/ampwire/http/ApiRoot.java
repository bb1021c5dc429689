package io.ampwire.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** What the API does not have, said in the API's own way. */
@Path("/api/{rest: .*}")
public class ApiRoot {
  @GET
  public byte[] nothing(@PathParam("rest") String rest) {
    throw new NotFoundException("nothing here; try /api/v1/chargers");
  }
}
