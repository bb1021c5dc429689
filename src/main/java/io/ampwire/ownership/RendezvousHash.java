package io.ampwire.ownership;

import io.ampwire.map.Fingerprint;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which member is to have a shard, if all of them are well: the one that draws the highest lot. So
 * a member that comes or goes moves its own shards only. It is a wish; the lease decides.
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
