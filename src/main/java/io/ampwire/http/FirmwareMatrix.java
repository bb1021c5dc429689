package io.ampwire.http;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** On which firmware which map is proven, and which points keep it from being so. */
@Path("/api/v1/firmware")
public class FirmwareMatrix {
  private final TrustViews views;

  FirmwareMatrix(TrustViews views) {
    this.views = views;
  }

  @GET
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] all() {
    return views.firmware();
  }
}
