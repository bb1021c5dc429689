package io.ampwire.ownership;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Slot of one lease that this member may hold, contend for, or leave to others. */
final class LeaseSlot {
  private final Supplier<LeaseElection> candidacies;
  private final LongSupplier steady;
  private Optional<LeaseElection> current = Optional.empty();
  private long taken;
  private volatile Optional<Long> lost = Optional.empty();

  /**
   * @param candidacies factory of the next attempt
   * @param steady monotonic time, ns
   */
  LeaseSlot(Supplier<LeaseElection> candidacies, LongSupplier steady) {
    this.candidacies = candidacies;
    this.steady = steady;
  }

  /** Starts to contend for the lease, unless it already does. */
  synchronized void contend() {
    if (current.filter(c -> !c.over()).isEmpty()) {
      taken = steady.getAsLong();
      current = Optional.of(candidacies.get().start());
    }
  }

  /** Stops contending, unless the lease is held. */
  synchronized void abstain() {
    current.filter(c -> !c.held() && !c.over()).ifPresent(LeaseElection::release);
  }

  synchronized boolean held() {
    return current.filter(LeaseElection::held).isPresent();
  }

  /** Whether the slot has held or contended for the lease for that long. */
  synchronized boolean settled(Duration time) {
    return steady.getAsLong() - taken >= time.toNanos();
  }

  /** Records that the hold ended. */
  void noteLoss() {
    lost = Optional.of(steady.getAsLong());
  }

  /** Whether the hold ended within that time. */
  boolean lostWithin(Duration time) {
    return lost.filter(at -> steady.getAsLong() - at < time.toNanos()).isPresent();
  }

  void watch() {
    candidacy().ifPresent(LeaseElection::watch);
  }

  /** Hands the lease over in good order. */
  CompletionStage<Void> release() {
    return candidacy()
        .map(LeaseElection::release)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private synchronized Optional<LeaseElection> candidacy() {
    return current;
  }
}
