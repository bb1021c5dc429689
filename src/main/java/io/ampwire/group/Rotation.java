package io.ampwire.group;

import io.ampwire.map.ChargerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Order in which members get room when it does not suffice for all. A member keeps its turn for
 * {@code rotate}; then those that have waited longest come first. A member that was paused starts
 * again after {@code min-pause} at the earliest.
 */
final class Rotation {
  private final long rotate;
  private final long minPause;
  private final Map<ChargerId, Turn> turns = new HashMap<>();

  /**
   * @param since monotonic time of the last change, ns
   * @param paused whether it was paused in the middle of a charge, so that it rests
   * @param served time of its earlier turns, ns
   */
  private record Turn(boolean running, long since, boolean paused, long served) {}

  Rotation(LimitSettings.Times times) {
    this.rotate = times.rotate().toNanos();
    this.minPause = times.minPause().toNanos();
  }

  /** Returns the claims that may start, in the order in which they get room. */
  List<Allocator.Claim> order(List<Allocator.Claim> claims, long now) {
    turns.keySet().retainAll(Set.copyOf(claims.stream().map(Allocator.Claim::id).toList()));
    claims.forEach(c -> turns.putIfAbsent(c.id(), new Turn(false, now, false, 0)));
    List<Allocator.Claim> eligible = new ArrayList<>();
    for (Allocator.Claim claim : claims) {
      Turn turn = turns.get(claim.id());
      if (turn.running || !turn.paused || now - turn.since >= minPause || !claim.pausable()) {
        eligible.add(claim);
      }
    }
    eligible.sort(
        Comparator.<Allocator.Claim>comparingInt(c -> rank(turns.get(c.id()), now))
            .thenComparingLong(c -> place(turns.get(c.id()), now))
            .thenComparingLong(c -> turns.get(c.id()).served));
    return eligible;
  }

  private int rank(Turn turn, long now) {
    if (!turn.running) {
      return 1;
    }
    return now - turn.since < Math.max(rotate, minPause) ? 0 : 2;
  }

  /** Among those whose turn is over, the one that has charged longest pauses first. */
  private long place(Turn turn, long now) {
    return rank(turn, now) == 2 ? -turn.since : turn.since;
  }

  /** Records whether a member with a claim charges. */
  void note(ChargerId member, boolean running, long now) {
    Turn turn = turns.get(member);
    if (turn != null && turn.running != running) {
      long served = turn.served + (turn.running ? now - turn.since : 0);
      turns.put(member, new Turn(running, now, turn.running, served));
    }
  }
}
