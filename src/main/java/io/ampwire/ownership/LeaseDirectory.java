package io.ampwire.ownership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Members and shard owners, as the leases last showed them.
 *
 * @param members members that renewed their own lease in time
 * @param shards lease of each shard that has one
 * @param layouts number of shards that each member is configured with
 */
record LeaseDirectory(
    TreeSet<String> members, Map<Integer, Held> shards, TreeSet<Integer> layouts) {
  /**
   * Lease of a shard.
   *
   * @param member holder; empty if the lease was released or has expired
   * @param age time since its last change
   */
  record Held(Optional<String> member, Duration age) {}

  static LeaseDirectory of(Collection<Lease> leases, LeaseAges ages) {
    LeaseDirectory roster = new LeaseDirectory(new TreeSet<>(), new HashMap<>(), new TreeSet<>());
    for (Lease lease : leases) {
      roster.add(lease, ages.of(lease));
    }
    return roster;
  }

  private void add(Lease lease, Duration age) {
    Map<String, String> labels = lease.getMetadata().getLabels();
    Optional<String> holder =
        Optional.ofNullable(lease.getSpec())
            .filter(spec -> spec.getLeaseDurationSeconds() != null)
            .filter(spec -> age.toSeconds() < spec.getLeaseDurationSeconds())
            .map(spec -> spec.getHolderIdentity())
            .map(MemberIdentity::memberOf)
            .filter(name -> !name.isEmpty());
    if (labels.containsKey(LeaseNames.SHARD)) {
      number(labels.get(LeaseNames.SHARD)).ifPresent(n -> shards.put(n, new Held(holder, age)));
    } else if (holder.isPresent()) {
      members.add(holder.get());
      number(labels.get(LeaseNames.SHARDS)).ifPresent(layouts::add);
    }
  }

  private static Optional<Integer> number(String label) {
    return Optional.ofNullable(label).filter(l -> l.matches("\\d{1,4}")).map(Integer::valueOf);
  }

  /** Returns the owner of the shard; empty if it has none. */
  Optional<String> holder(int shard) {
    return Optional.ofNullable(shards.get(shard)).flatMap(Held::member);
  }

  /** Whether the shard has had no owner for that time, and its preferred member did not take it. */
  boolean orphaned(int shard, Duration patience) {
    Held held = shards.get(shard);
    return held != null && held.member().isEmpty() && held.age().compareTo(patience) > 0;
  }

  /** Shard counts of other members that differ from ours. */
  List<Integer> otherLayouts(int ours) {
    return layouts.stream().filter(count -> count != ours).toList();
  }
}
