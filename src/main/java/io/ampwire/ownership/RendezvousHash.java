package io.ampwire.ownership;

import io.ampwire.map.Fingerprint;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Rendezvous hashing: the preferred member of a shard while all members are present. A member that
 * joins or leaves therefore moves only its own shards. The hash is a preference; the lease decides.
 */
final class RendezvousHash {
  private RendezvousHash() {}

  static Optional<String> of(int shard, Collection<String> members) {
    return members.stream()
        .max(
            Comparator.comparing((String member) -> Fingerprint.of(member + "/" + shard))
                .thenComparing(Comparator.naturalOrder()));
  }
}
