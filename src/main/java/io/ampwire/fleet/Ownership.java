package io.ampwire.fleet;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Port: which shards this bridge has, of those that several bridges of one installation share. What
 * it says of a shard it says in order: acquired, lost, acquired.
 */
public interface Ownership {
  /** How the installation is cut. */
  Shards shards();

  /** This bridge's name among those that share the installation; empty where there is but one. */
  Optional<String> member();

  /** Begins to acquire. */
  void start(Listener listener);

  /** Gives every shard up in good order; completes when another bridge may have them. */
  CompletionStage<Void> stop();

  /** Whether the shard was lost so lately that nobody may have it yet. */
  boolean justLost(int shard);

  /** What keeps this bridge from taking part, if anything. */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /** Told on any thread; returns at once. */
  interface Listener {
    void acquired(ShardLease tenure);

    /**
     * The shard is no longer ours and its gate is closed. Completes when every socket is closed.
     *
     * @param orderly whether there is time to let an answer come that is under way
     */
    CompletionStage<Void> lost(int shard, boolean orderly);
  }

  /** One bridge that has everything. */
  static Ownership sole() {
    return new Fixed(Shards.ONE, 0, Optional.empty());
  }

  /**
   * A share that an operator set; nobody takes over.
   *
   * @param shard from 0
   */
  static Ownership fixed(int shard, int of, String member) {
    return new Fixed(new Shards(of), shard, Optional.of(member));
  }

  /** A shard that never moves. */
  record Fixed(Shards shards, int shard, Optional<String> member) implements Ownership {
    @Override
    public void start(Listener listener) {
      listener.acquired(ShardLease.forever(shard));
    }

    @Override
    public CompletionStage<Void> stop() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean justLost(int lost) {
      return false;
    }
  }
}
