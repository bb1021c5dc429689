package io.ampwire.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What happened on a feeder, in the order of time. All times are {@link System#nanoTime}. */
final class FeederRecord {
  final List<Sample> samples = new ArrayList<>();
  final List<Limit> limits = new ArrayList<>();
  final List<Metered> metered = new ArrayList<>();
  final List<Outage> outages = new ArrayList<>();
  final Set<String> answered = new HashSet<>();
  final List<String> story = new ArrayList<>();
  private final long begun = System.nanoTime();

  /**
   * Currents at one moment.
   *
   * @param load what flows to all chargers
   * @param granted what their registers allow to the cars that are there
   * @param lost of those that cannot be reached
   * @param apart of all, if each that has no controller soon draws its fallback
   * @param calm whether every charger can be reached
   */
  record Sample(
      long at,
      FeederAmps load,
      FeederAmps granted,
      FeederAmps lost,
      FeederAmps apart,
      boolean calm) {}

  /** A limit that was sent. */
  record Limit(long at, String id, FeederAmps amps, long leaseEnd) {}

  /**
   * Other load that was published.
   *
   * @param sure whether the bridge heard it for sure
   */
  record Metered(long at, FeederAmps amps, boolean sure) {}

  /**
   * Time without a bridge that can lower a limit.
   *
   * @param forgets whether the next bridge does not know the limit
   */
  record Outage(long from, long restart, long settled, boolean forgets) {}

  void note(String what) {
    story.add("%.1f s: %s".formatted((System.nanoTime() - begun) / 1e9, what));
  }
}
