package io.ampwire.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Resource of the bridge itself: its broker, how many chargers answer, its groups. */
@Path("/api/v1/bridge")
public class BridgeResource {
  private final BridgeView view;
  private final ApiExecutor threads;

  BridgeResource(BridgeView view, ApiExecutor threads) {
    this.view = view;
    this.threads = threads;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<byte[]> bridge() {
    return threads.call(view::bridge);
  }
}
