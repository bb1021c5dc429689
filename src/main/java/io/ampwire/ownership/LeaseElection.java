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
 * One attempt to hold one lease, from the first question to the end of the hold. It is never used
 * again: a lost lease is contended for by another one. Acquiring and losing are told in order,
 * whichever threads they happen on.
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

  /** Told what becomes of the candidacy; must not call it back. */
  interface Holder {
    void acquired(long epoch, LeaseGate gate);

    /** The gate is closed. Completes when everything that came with the lease has ended. */
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
    // An elector that breaks must not leave a hold behind that nobody renews.
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

  /** Ends the hold, if there is one; the first call counts. */
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

  /** Whether it has ended, so that another one is needed. */
  synchronized boolean over() {
    return over;
  }

  /** A hold whose right to write has run out is lost at once, whatever the elector still thinks. */
  void watch() {
    if (held() && !gate.openFor(0)) {
      withdraw();
    }
  }

  /** Ends it without a word to the API server; the lease runs out by itself. */
  void withdraw() {
    lose(false);
    executor.execute(() -> running.cancel(true));
  }

  /**
   * Hands the lease over: the gate is closed, what is under way ends, the sockets are closed, and
   * only then the lease is given back. Completes when it is, or cannot be.
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
      LOG.warnf("%s could not be given back and runs out: %s", lock.describe(), e.getMessage());
    }
  }

  @Override
  public String toString() {
    return lock.describe();
  }
}
