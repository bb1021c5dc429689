package io.ampwire.cli.probe;

import io.ampwire.cli.CommandLoop;
import io.ampwire.cli.verify.ModbusSession;
import io.ampwire.link.ModbusDialer.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Probe of many addresses, a few at a time and at an even rate. This limits the load on the network
 * and on chargers that accept only one client.
 */
final class Sweep {
  static final int AT_ONCE = 8;
  static final int PER_SECOND = 20;

  private final Probe probe;
  private final int port;
  private final Duration timeout;
  private final Duration spacing;

  /**
   * Result for one address.
   *
   * @param found empty if no connection was accepted
   */
  record Answer(Endpoint where, Optional<Probe.Found> found) {}

  Sweep(Probe probe, int port, Duration timeout, Duration spacing) {
    this.probe = probe;
    this.port = port;
    this.timeout = timeout;
    this.spacing = spacing;
  }

  /** Returns one answer per address, in the same order. */
  List<Answer> ask(List<String> addresses) {
    Semaphore places = new Semaphore(AT_ONCE);
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    try (CommandLoop loop = CommandLoop.start()) {
      for (String address : addresses) {
        places.acquireUninterruptibly();
        answers.add(
            CompletableFuture.supplyAsync(() -> ask(loop, new Endpoint(address, port)), workers)
                .whenComplete((answer, failure) -> places.release()));
        pause();
      }
      return answers.stream().map(CompletableFuture::join).toList();
    } finally {
      workers.shutdownNow();
    }
  }

  private Answer ask(CommandLoop loop, Endpoint where) {
    try (ModbusSession wire = ModbusSession.on(loop, where, timeout, spacing)) {
      Probe.Found found = probe.ask(wire);
      return new Answer(where, wire.reached() ? Optional.of(found) : Optional.empty());
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(1000 / PER_SECOND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
