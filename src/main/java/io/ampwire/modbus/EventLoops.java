package io.ampwire.modbus;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Event loops that run chargers, with one Vert.x context each. */
public final class EventLoops {
  private EventLoops() {}

  /** Returns contexts on as many different event loops as exist. */
  public static Future<List<Context>> take(Vertx vertx, int count) {
    List<Context> contexts = new CopyOnWriteArrayList<>();
    return vertx
        .deployVerticle(() -> new Lodger(contexts), new DeploymentOptions().setInstances(count))
        .map(id -> List.copyOf(contexts));
  }

  /** Verticle that only provides its context. */
  private static final class Lodger extends AbstractVerticle {
    private final List<Context> contexts;

    private Lodger(List<Context> contexts) {
      this.contexts = contexts;
    }

    @Override
    public void start(Promise<Void> started) {
      contexts.add(context);
      started.complete();
    }
  }
}
