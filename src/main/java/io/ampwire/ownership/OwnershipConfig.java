package io.ampwire.ownership;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Distribution of chargers over several bridges that share an installation. */
public interface OwnershipConfig {
  @WithDefault("none")
  Mode mode();

  /** Number of shards; the same for all members. */
  @WithDefault("16")
  int shards();

  /** Static mode: the shard of this bridge, from 0. */
  OptionalInt shard();

  /** Name of this bridge among the members; unique. */
  Optional<String> member();

  /** Preset of lease times. */
  @WithDefault("default")
  Preset lease();

  /** Kubernetes namespace of the leases; defaults to the namespace of the pod. */
  Optional<String> namespace();

  /** UID of the pod. Kubernetes deletes the member's lease together with the pod. */
  Optional<String> podUid();

  /** How long a member has to be healthy before another member hands shards to it. */
  @WithDefault("30S")
  Duration joinDelay();

  /** Whether the bridge watches a charger of another member before it writes to it. */
  @WithDefault("true")
  boolean takeoverWatch();

  /** How members divide the shards. */
  enum Mode {
    NONE,
    STATIC,
    KUBERNETES
  }

  /** Presets of lease times that fit together. */
  enum Preset {
    DEFAULT,
    FAST
  }
}
