package io.ampwire.ownership;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decision which shards this member contends for and which it hands over, at each check of the
 * leases. A member contends only for its preferred shards and for shards that no member took in
 * time. A standby therefore costs the API server next to nothing.
 */
final class LeaseSlots {
  private final String me;
  private final List<LeaseSlot> slots;
  private final LeaseTimes times;
  private final Duration joinDelay;
  private final Map<String, Long> joined = new HashMap<>();
  private Optional<Handing> handing = Optional.empty();

  /** The one shard that is being handed over to another member. */
  private record Handing(int shard, long since) {}

  /**
   * @param slots one per shard
   * @param joinDelay how long a member must be present before it receives another member's shard
   */
  LeaseSlots(String me, List<LeaseSlot> slots, LeaseTimes times, Duration joinDelay) {
    this.me = me;
    this.slots = List.copyOf(slots);
    this.times = times;
    this.joinDelay = joinDelay;
  }

  /**
   * @param now monotonic, ns
   */
  void look(LeaseDirectory roster, long now) {
    joined.keySet().retainAll(roster.members());
    roster.members().forEach(member -> joined.putIfAbsent(member, now));
    for (int shard = 0; shard < slots.size(); shard++) {
      contend(shard, roster);
    }
    handOver(roster, now);
  }

  private void contend(int shard, LeaseDirectory roster) {
    LeaseSlot slot = slots.get(shard);
    if (slot.held()) {
      return;
    }
    boolean ours = RendezvousHash.of(shard, roster.members()).filter(me::equals).isPresent();
    Duration patience = times.lease().plus(times.retry().multipliedBy(2));
    if (ours || roster.orphaned(shard, patience)) {
      slot.contend();
    } else {
      slot.abstain();
    }
  }

  /**
   * Hands over one shard at a time. The next one follows when the last one has a new owner, or when
   * no member took it.
   */
  private void handOver(LeaseDirectory roster, long now) {
    handing =
        handing.filter(
            h ->
                roster.holder(h.shard).filter(m -> !m.equals(me)).isEmpty()
                    && now - h.since < times.longestGap().toNanos());
    if (handing.isPresent()) {
      return;
    }
    Set<String> well =
        joined.entrySet().stream()
            .filter(member -> now - member.getValue() >= joinDelay.toNanos())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    well.add(me);
    for (int shard = 0; shard < slots.size(); shard++) {
      LeaseSlot slot = slots.get(shard);
      boolean anothers = RendezvousHash.of(shard, well).filter(m -> !m.equals(me)).isPresent();
      if (anothers && slot.held() && slot.settled(joinDelay)) {
        handing = Optional.of(new Handing(shard, now));
        slot.release();
        return;
      }
    }
  }
}
