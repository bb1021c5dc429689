package io.ampwire.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Error response for every unknown address under {@code /api}. */
@Path("/api/{rest: .*}")
public class UnknownAddressResource {
  @GET
  public byte[] unknown(@PathParam("rest") String rest) {
    throw new NotFoundException("there is nothing at this address; try /api/v1/chargers");
  }
}
