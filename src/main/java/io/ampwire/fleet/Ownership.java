package io.ampwire.fleet;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Port: shards that this bridge owns, of those that several bridges of one installation share. For
 * each shard it reports in order: acquired, lost, acquired.
 */
public interface Ownership {
  /** Division of the installation into shards. */
  Shards shards();

  /** Name of this bridge among those that share the installation; empty if it is the only one. */
  Optional<String> member();

  /** Starts to acquire shards. */
  void start(Listener listener);

  /** Releases every shard in good order; completes when another bridge may take them. */
  CompletionStage<Void> stop();

  /** Whether the shard was lost so recently that it may have no owner yet. */
  boolean justLost(int shard);

  /** The problem that prevents this bridge from taking part, if any. */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /** Receives changes of ownership on any thread; returns at once. */
  interface Listener {
    void acquired(ShardLease tenure);

    /**
     * This bridge lost the shard, and the shard's gate is closed. Completes when every socket is
     * closed.
     *
     * @param orderly whether there is time to wait for a request in flight
     */
    CompletionStage<Void> lost(int shard, boolean orderly);
  }

  /** Ownership of a single bridge, which owns everything. */
  static Ownership sole() {
    return new Fixed(Shards.ONE, 0, Optional.empty());
  }

  /**
   * Fixed share that an operator configured; no bridge takes it over.
   *
   * @param shard from 0
   */
  static Ownership fixed(int shard, int of, String member) {
    return new Fixed(new Shards(of), shard, Optional.of(member));
  }

  /** Returns a shard that never moves. */
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
