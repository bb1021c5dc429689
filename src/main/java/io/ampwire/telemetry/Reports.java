package io.ampwire.telemetry;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** What of each charger's polls goes out, by its policy. Whoever asks holds the outbox's lock. */
final class Reports {
  private final LongSupplier nanos;
  private final Map<ChargerId, ReportFilter> reporters = new HashMap<>();
  private final Map<ChargerId, PointTopicCache> books = new HashMap<>();

  /**
   * @param nanos monotonic time
   */
  Reports(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** The policy from now on, and what has to be taken back under it. */
  List<Document.PointValue> apply(ChargerId charger, ReportPolicy policy, Duration poll) {
    reporters.put(charger, new ReportFilter(policy, poll));
    return policy.points() || !books.containsKey(charger)
        ? List.of()
        : books.remove(charger).clear();
  }

  /** The documents that a poll is worth. */
  List<Document> of(ChargerId charger, OptionalLong epoch, ChargerSnapshot poll) {
    ReportFilter reporter =
        reporters.computeIfAbsent(
            charger, c -> new ReportFilter(ReportPolicy.DEFAULT, Duration.ZERO));
    List<Document> documents = new ArrayList<>();
    if (reporter.due(poll, nanos.getAsLong())) {
      documents.add(new Document.State(charger, 0, epoch, poll));
      if (reporter.policy().points()) {
        documents.addAll(books.computeIfAbsent(charger, PointTopicCache::new).turn(poll));
      }
    }
    return documents;
  }

  /** What the charger's points were last told. */
  List<Document.PointValue> repeat(ChargerId charger) {
    return books.containsKey(charger) ? books.get(charger).repeat() : List.of();
  }

  /** Forgets a charger that left; what has to be taken back. */
  List<Document.PointValue> forget(ChargerId charger) {
    reporters.remove(charger);
    return books.containsKey(charger) ? books.remove(charger).clear() : List.of();
  }
}
