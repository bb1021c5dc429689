package io.ampwire.demo;

import io.ampwire.map.WordOrder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Servers for one test class; each test ends with all of them stopped. */
final class Servers implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final List<ModbusServer> started = new ArrayList<>();
  private Vertx vertx;

  /** A server with the readings that were published from a real charger. */
  ModbusServer start(WordOrder order, ServerOptions options) {
    RegisterImage image =
        RegisterImage.evlinkProAc(order)
            .putU16(1, 8)
            .putF32(3059, 9.5515995)
            .putU32(4012, 6946)
            .putU16(4004, 15);
    ModbusServer server =
        new ModbusServer(vertx, "127.0.0.1", 0, RegisterDevice.keeping(image), options);
    get(server.start());
    started.add(server);
    return server;
  }

  void adopt(List<ModbusServer> servers) {
    started.addAll(servers);
  }

  Vertx vertx() {
    return vertx;
  }

  <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    vertx = Vertx.vertx();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    started.forEach(server -> get(server.stop()));
    started.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    get(vertx.close());
  }
}
