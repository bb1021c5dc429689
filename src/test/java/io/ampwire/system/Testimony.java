package io.ampwire.system;

import java.util.ArrayList;
import java.util.List;

/**
 * What the chargers' own logs of writes say about who had them: whether anybody wrote after a later
 * owner had begun, or before a lease was that one's.
 */
final class Testimony {
  private final Cluster cluster;
  private final List<String> violations = new ArrayList<>();
  private long writes;
  private int changes;

  Testimony(Cluster cluster) {
    this.cluster = cluster;
    cluster.chargers().forEach(this::hear);
  }

  private void hear(WitnessedCharger charger) {
    List<LeaseHistory.Tenure> tenures = cluster.leases().of(cluster.shard(charger));
    int now = 0;
    for (WitnessedCharger.Write write : charger.writes()) {
      writes++;
      String member = Cluster.name(write.member());
      int next = now;
      while (next < tenures.size() && !tenures.get(next).member().equals(member)) {
        next++;
      }
      if (next == tenures.size()) {
        violations.add(
            charger.id() + ": " + member + " wrote after " + tenures.get(now) + " had: " + write);
        continue;
      }
      if (write.entry().nanoTime() < tenures.get(next).notBefore()) {
        violations.add(charger.id() + ": " + member + " wrote before its tenure: " + write);
      }
      changes += next > now ? 1 : 0;
      now = next;
    }
  }

  List<String> violations() {
    return violations;
  }

  @Override
  public String toString() {
    long gap =
        cluster.chargers().stream().mapToLong(WitnessedCharger::longestLifebitGap).max().orElse(0);
    return "%d writes, %d changes of owner, %d by an older owner after a newer one or before its"
            .formatted(writes, changes, violations.size())
        + " lease; longest time without a lifebit, failures included, "
        + gap
        + " ms";
  }
}
