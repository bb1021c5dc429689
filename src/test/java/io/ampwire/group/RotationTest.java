package io.ampwire.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.group.Allocator.Claim;
import io.ampwire.map.ChargerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Turns where not all can charge: equal cars, with a room for two of five, over eight hours. */
class RotationTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int CARS = 5;
  private static final int HOURS = 8;
  private static final int STEP = 5;
  private static final LimitSettings.Times TIMES = LimitSettings.Times.DEFAULT;

  private final List<Claim> claims =
      IntStream.rangeClosed(1, CARS)
          .mapToObj(i -> new Claim(new ChargerId("bay-0" + i), 1, PhaseUse.ALL, 6, 32, true))
          .toList();
  private final Map<ChargerId, Double> charge = new HashMap<>();
  private final Map<ChargerId, Integer> waiting = new HashMap<>();
  private final Map<ChargerId, Long> changed = new HashMap<>();
  private final Map<ChargerId, Boolean> running = new HashMap<>();
  private int longest;
  private long shortest = Long.MAX_VALUE;

  private void run(double amps) {
    Rotation rotation = new Rotation(TIMES);
    for (int t = 0; t < HOURS * 3600; t += STEP) {
      long now = t * SECOND;
      Map<ChargerId, Integer> caps = Allocator.allocate(Room.of(amps), rotation.order(claims, now));
      for (Claim claim : claims) {
        int cap = caps.getOrDefault(claim.id(), 0);
        rotation.note(claim.id(), cap > 0, now);
        charge.merge(claim.id(), cap * (double) STEP, Double::sum);
        int waited = cap > 0 ? 0 : waiting.getOrDefault(claim.id(), 0) + STEP;
        waiting.put(claim.id(), waited);
        longest = Math.max(longest, waited);
        Boolean before = running.put(claim.id(), cap > 0);
        if (before != null && before != cap > 0) {
          shortest = Math.min(shortest, now - changed.getOrDefault(claim.id(), -1L << 50));
          changed.put(claim.id(), now);
        }
      }
    }
  }

  @Test
  void equal_cars_get_equal_charge_within_ten_percent_and_none_waits_longer_than_all_turns() {
    run(13);
    double most = charge.values().stream().mapToDouble(c -> c).max().orElseThrow();
    double least = charge.values().stream().mapToDouble(c -> c).min().orElseThrow();
    System.out.printf(
        "rotation: %.0f..%.0f Ah each in %d h, longest wait %d s%n",
        least / 3600, most / 3600, HOURS, longest);
    assertThat(least).isGreaterThan(0.9 * most);
    assertThat(longest).isLessThanOrEqualTo(CARS * (int) TIMES.rotate().toSeconds());
  }

  @Test
  void no_car_pauses_or_starts_twice_within_the_least_pause() {
    run(13);
    assertThat(shortest).isGreaterThanOrEqualTo(TIMES.minPause().toNanos());
  }

  @Test
  void where_the_room_suffices_none_pauses() {
    run(40);
    assertThat(longest).isZero();
    assertThat(charge.values()).allMatch(c -> c == 8.0 * HOURS * 3600);
  }
}
