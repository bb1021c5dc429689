package io.ampwire.ownership;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * One attempt to hold one lease, from the first request to the end of the hold. It is never reused:
 * after a lost lease, a new attempt begins. The listener receives acquisition and loss in order, on
 * whichever threads they happen.
 */
final class LeaseElection {
  private static final Logger LOG = Logger.getLogger(LeaseElection.class);

  private final Executor executor;
  private final LeaseGate gate;
  private final ObservedTimeLock lock;
  private final LeaderElector elector;
  private final Holder holder;
  private volatile CompletableFuture<?> running = CompletableFuture.completedFuture(null);
  private boolean held;
  private boolean over;

  /** Receives the course of the attempt; must not call it back. */
  interface Holder {
    void acquired(long epoch, LeaseGate gate);

    /** The gate is closed. Completes when everything that depends on the lease has ended. */
    CompletionStage<Void> lost(boolean orderly);
  }

  LeaseElection(
      KubernetesClient client,
      Executor executor,
      LeaseTimes times,
      LeaseGate gate,
      ObservedTimeLock lock,
      Holder holder) {
    this.executor = executor;
    this.gate = gate;
    this.lock = lock;
    this.holder = holder;
    this.elector =
        new LeaderElector(
            client,
            new LeaderElectionConfig(
                lock,
                times.lease(),
                times.deadline(),
                times.retry(),
                new LeaderCallbacks(this::won, () -> lose(false), leader -> {}),
                false,
                lock.describe()),
            executor);
  }

  LeaseElection start() {
    running = elector.start();
    // An elector that fails must not leave behind a lease that no process renews.
    running.whenComplete((nothing, failure) -> lose(false));
    return this;
  }

  private synchronized void won() {
    if (!over) {
      held = true;
      gate.lead();
      holder.acquired(lock.epoch(), gate);
    }
  }

  /** Ends the hold, if there is one; only the first call counts. */
  private synchronized CompletionStage<Void> lose(boolean orderly) {
    gate.close();
    boolean had = held && !over;
    held = false;
    over = true;
    return had ? holder.lost(orderly) : CompletableFuture.completedFuture(null);
  }

  synchronized boolean held() {
    return held;
  }

  /** Whether the attempt has ended, so that a new one is needed. */
  synchronized boolean over() {
    return over;
  }

  /** Ends a hold whose right to write has expired, whatever state the elector reports. */
  void watch() {
    if (held() && !gate.openFor(0)) {
      withdraw();
    }
  }

  /** Ends the attempt without a request to the API server; the lease expires by itself. */
  void withdraw() {
    lose(false);
    executor.execute(() -> running.cancel(true));
  }

  /**
   * Hands the lease over: closes the gate, waits for work in progress, closes the sockets, and only
   * then releases the lease. Completes when the lease is released or cannot be.
   */
  CompletionStage<Void> release() {
    boolean had = held();
    return lose(true).thenRunAsync(() -> giveBack(had), executor);
  }

  private void giveBack(boolean had) {
    running.cancel(true);
    try {
      if (had) {
        elector.release();
      }
    } catch (KubernetesClientException e) {
      LOG.warnf("cannot release %s, which expires by itself: %s", lock.describe(), e.getMessage());
    }
  }

  @Override
  public String toString() {
    return lock.describe();
  }
}
