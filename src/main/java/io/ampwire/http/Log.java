package io.ampwire.http;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Events and answered commands of all chargers, newest first. */
@Path("/api/v1/log")
public class Log {
  private final ChargerViews views;

  Log(ChargerViews views) {
    this.views = views;
  }

  @GET
  @Blocking
  @Produces(MediaType.APPLICATION_JSON)
  public byte[] all() {
    return views.log();
  }
}
