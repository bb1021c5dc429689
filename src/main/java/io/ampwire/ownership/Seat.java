package io.ampwire.ownership;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A lease that this member may hold, contend for, or leave to others. */
final class Seat {
  private final Supplier<Candidacy> candidacies;
  private final LongSupplier steady;
  private Optional<Candidacy> current = Optional.empty();
  private long taken;
  private volatile Optional<Long> lost = Optional.empty();

  /**
   * @param candidacies makes the next attempt
   * @param steady monotonic time, ns
   */
  Seat(Supplier<Candidacy> candidacies, LongSupplier steady) {
    this.candidacies = candidacies;
    this.steady = steady;
  }

  /** Contends, unless it does. */
  synchronized void contend() {
    if (current.filter(c -> !c.over()).isEmpty()) {
      taken = steady.getAsLong();
      current = Optional.of(candidacies.get().start());
    }
  }

  /** Leaves it to others, unless it is held. */
  synchronized void abstain() {
    current.filter(c -> !c.held() && !c.over()).ifPresent(Candidacy::release);
  }

  synchronized boolean held() {
    return current.filter(Candidacy::held).isPresent();
  }

  /** Whether it has been held, or contended for, for so long. */
  synchronized boolean settled(Duration time) {
    return steady.getAsLong() - taken >= time.toNanos();
  }

  /** Notes that the hold ended. */
  void noteLoss() {
    lost = Optional.of(steady.getAsLong());
  }

  /** Whether the hold ended within that time. */
  boolean lostWithin(Duration time) {
    return lost.filter(at -> steady.getAsLong() - at < time.toNanos()).isPresent();
  }

  void watch() {
    candidacy().ifPresent(Candidacy::watch);
  }

  /** Hands the lease over in good order. */
  CompletionStage<Void> release() {
    return candidacy()
        .map(Candidacy::release)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private synchronized Optional<Candidacy> candidacy() {
    return current;
  }
}
