package io.ampwire.demo;

import io.ampwire.map.WordOrder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * Fleet of simulated chargers in real time, each on a free port of the loopback interface. It may
 * be stopped and started again; the ports stay the same.
 */
public final class DemoFleet {
  private static final String HOST = "127.0.0.1";
  private static final long TICK_MILLIS = 200;
  private static final long LONGEST_TICK_NANOS = Duration.ofMinutes(10).toNanos();
  private static final double DEMO_SPEED = 30;

  private final Vertx vertx;
  private final List<SimulatedCharger> chargers;
  private long timer;
  private long lastTick;
  private boolean running;

  public DemoFleet(Vertx vertx, List<ChargerOptions> wanted, ServerOptions network) {
    this.vertx = vertx;
    this.chargers =
        wanted.stream()
            .map(VirtualCharger::new)
            .map(
                charger ->
                    new SimulatedCharger(
                        charger, new ModbusServer(vertx, HOST, 0, charger, network)))
            .toList();
  }

  /** The demo's three chargers, with both word orders, and with three phases and one. */
  public static DemoFleet ofThree(Vertx vertx) {
    return new DemoFleet(
        vertx,
        List.of(
            ChargerOptions.threePhase("bay-01")
                .withOrder(WordOrder.HIGH_WORD_FIRST)
                .withSpeed(DEMO_SPEED),
            ChargerOptions.threePhase("bay-02").withSpeed(DEMO_SPEED),
            ChargerOptions.singlePhase("bay-03").withSpeed(DEMO_SPEED)),
        ServerOptions.defaults());
  }

  /** Starts all chargers, or none: after a failure it stops the chargers that it started. */
  public synchronized Future<List<SimulatedCharger>> start() {
    if (running) {
      return Future.failedFuture(new IllegalStateException("already started"));
    }
    running = true;
    lastTick = System.nanoTime();
    timer = vertx.setPeriodic(TICK_MILLIS, fired -> tick());
    return Future.join(chargers.stream().map(charger -> charger.server().start()).toList())
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)))
        .map(listening -> chargers);
  }

  private void tick() {
    long now = System.nanoTime();
    Duration passed = Duration.ofNanos(Math.min(now - lastTick, LONGEST_TICK_NANOS));
    lastTick = now;
    chargers.forEach(charger -> charger.charger().tick(passed));
  }

  /** Stops the clock and closes every port and connection. */
  public synchronized Future<Void> stop() {
    if (!running) {
      return Future.succeededFuture();
    }
    running = false;
    vertx.cancelTimer(timer);
    return Future.join(chargers.stream().map(charger -> charger.server().stop()).toList())
        .mapEmpty();
  }

  /** All chargers; their ports are known once {@link #start} succeeded. */
  public List<SimulatedCharger> chargers() {
    return chargers;
  }
}
