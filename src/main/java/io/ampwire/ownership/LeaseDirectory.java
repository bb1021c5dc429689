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
 * Who is there and who has what, as the leases were last seen.
 *
 * @param members that renewed their own lease within its time
 * @param shards of each shard's lease that exists
 * @param layouts into how many shards the members cut the installation
 */
record LeaseDirectory(
    TreeSet<String> members, Map<Integer, Held> shards, TreeSet<Integer> layouts) {
  /**
   * A shard's lease.
   *
   * @param member that has it; empty if it was released or has run out
   * @param age since it last changed
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

  /** Who has the shard; empty where nobody does. */
  Optional<String> holder(int shard) {
    return Optional.ofNullable(shards.get(shard)).flatMap(Held::member);
  }

  /** Whether nobody has had the shard for so long, and whoever was to have it did not take it. */
  boolean orphaned(int shard, Duration patience) {
    Held held = shards.get(shard);
    return held != null && held.member().isEmpty() && held.age().compareTo(patience) > 0;
  }

  /** Into how many parts another member cuts the installation, if not into as many as we. */
  List<Integer> otherLayouts(int ours) {
    return layouts.stream().filter(count -> count != ours).toList();
  }
}
