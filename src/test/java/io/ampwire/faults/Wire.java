package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.RegisterDevice;
import io.ampwire.demo.RegisterImage;
import io.ampwire.demo.ServerOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The network of one test class. Each test ends with all of it closed, and fails if an exception
 * got loose on the bridge's event loop or a buffer leaked.
 */
public final class Wire implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final Deque<Runnable> closers = new ArrayDeque<>();
  private final List<Throwable> loose = new CopyOnWriteArrayList<>();
  private final LeakWatch leaks = new LeakWatch();
  private Vertx devices;
  private Vertx bridge;
  private Context loop;

  /** Waits a few seconds at most, and looks often. */
  public static ConditionFactory soon() {
    return within(Duration.ofSeconds(20));
  }

  public static ConditionFactory within(Duration time) {
    return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).atMost(time);
  }

  public Rig.Options options() {
    return Rig.Options.defaults();
  }

  public Rig rig(String host, int port, Rig.Options options) {
    Rig rig = new Rig(bridge, loop, host, port, options);
    closers.push(rig::close);
    return rig;
  }

  public Rig rig(HostilePeer peer, Rig.Options options) {
    return rig(peer.host(), peer.port(), options);
  }

  public Rig rig(FaultProxy proxy, Rig.Options options) {
    return rig(proxy.host(), proxy.port(), options);
  }

  public Rig rig(ModbusServer charger, Rig.Options options) {
    return rig(charger.host(), charger.port(), options);
  }

  public FaultProxy proxy(ModbusServer charger) {
    FaultProxy proxy = new FaultProxy(charger.host(), charger.port());
    closers.push(proxy::close);
    return proxy;
  }

  public HostilePeer peer(RegisterImage image) {
    HostilePeer peer = new HostilePeer(image);
    closers.push(peer::close);
    return peer;
  }

  public ModbusServer charger(RegisterDevice device) {
    return charger(device, ServerOptions.defaults());
  }

  public ModbusServer charger(RegisterDevice device, ServerOptions options) {
    ModbusServer server = new ModbusServer(devices, LoopbackPort.HOST, 0, device, options);
    get(server.start());
    closers.push(() -> get(server.stop()));
    return server;
  }

  public <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Stalls.begin();
    leaks.start();
    devices = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    bridge = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    loop = bridge.getOrCreateContext();
    loop.exceptionHandler(loose::add);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    while (!closers.isEmpty()) {
      closers.pop().run();
    }
    List<Throwable> escaped = List.copyOf(loose);
    loose.clear();
    assertThat(escaped).as("exceptions on the event loop").isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    get(bridge.close());
    get(devices.close());
    assertThat(leaks.found()).as("leaked buffers").isEmpty();
  }
}
