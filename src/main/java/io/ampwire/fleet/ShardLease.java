package io.ampwire.fleet;

import io.ampwire.link.WriteGate;
import java.util.OptionalLong;

/**
 * Period in which this bridge owns a shard.
 *
 * @param epoch number that grows with each lease of the shard; empty where shards never move
 * @param gate whether this lease still lasts
 * @param watched whether the bridge watches each charger for another controller before the first
 *     write
 */
public record ShardLease(int shard, OptionalLong epoch, WriteGate gate, boolean watched) {
  /** Creates the lease of a shard that never moves. */
  static ShardLease forever(int shard) {
    return new ShardLease(shard, OptionalLong.empty(), WriteGate.ALWAYS, false);
  }
}
