package io.ampwire.fleet;

import io.ampwire.link.WriteGate;
import java.util.OptionalLong;

/**
 * The time in which this bridge has a shard.
 *
 * @param epoch a later tenure of the shard has a greater one; empty where shards never move
 * @param gate whether this tenure still lasts
 * @param watched whether each charger is watched for another hand before it is written
 */
public record ShardLease(int shard, OptionalLong epoch, WriteGate gate, boolean watched) {
  /** A shard that never moves. */
  static ShardLease forever(int shard) {
    return new ShardLease(shard, OptionalLong.empty(), WriteGate.ALWAYS, false);
  }
}
