package io.ampwire.group;

import io.ampwire.map.ChargerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Division of a group's room among its members. It is a pure function. Each member gets its lowest
 * set point while the room lasts, in the order of the claims; then the caps grow by whole amperes,
 * the smallest in proportion to its weight first. A member for which the lowest set point does not
 * fit pauses.
 */
public final class Allocator {
  private Allocator() {}

  /**
   * Claim of one member.
   *
   * @param weight its share in proportion to the others
   * @param phases that its car loads
   * @param min lowest set point that charges, A
   * @param most highest set point of use, A; below {@code min} it claims nothing
   * @param pausable whether it can be paused; if not, it counts with its lowest set point
   */
  public record Claim(
      ChargerId id, double weight, PhaseUse phases, int min, int most, boolean pausable) {
    boolean wants() {
      return most >= min;
    }
  }

  /**
   * Divides the room.
   *
   * @param claims in the order in which they get their lowest set point
   * @return the cap of each claim, 0 for a pause
   */
  public static Map<ChargerId, Integer> allocate(Room room, List<Claim> claims) {
    Map<ChargerId, Integer> caps = new LinkedHashMap<>();
    PhaseAmps load = PhaseAmps.ZERO;
    List<Claim> growing = new ArrayList<>();
    for (Claim claim : inOrder(claims)) {
      PhaseAmps with = load.plus(claim.phases().draws(claim.min()));
      boolean starts = !claim.pausable() || claim.wants() && room.fits(with);
      caps.put(claim.id(), starts ? claim.min() : 0);
      if (starts) {
        load = with;
        growing.add(claim);
      }
    }
    while (!growing.isEmpty()) {
      Claim next =
          growing.stream()
              .min(Comparator.comparingDouble(c -> caps.get(c.id()) / c.weight()))
              .orElseThrow();
      PhaseAmps with = load.plus(next.phases().draws(1));
      if (caps.get(next.id()) < next.most() && room.fits(with)) {
        caps.merge(next.id(), 1, Integer::sum);
        load = with;
      } else {
        growing.remove(next);
      }
    }
    return caps;
  }

  /** Members that cannot pause come first, because they draw in any case. */
  private static List<Claim> inOrder(List<Claim> claims) {
    return claims.stream().sorted(Comparator.comparing(Claim::pausable)).toList();
  }
}
