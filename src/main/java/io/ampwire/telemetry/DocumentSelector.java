package io.ampwire.telemetry;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Selector of the polls that become documents, by each charger's policy. Used on the outbox's
 * scheduler.
 */
final class DocumentSelector {
  private final Map<ChargerId, ReportFilter> filters = new HashMap<>();
  private final Map<ChargerId, PointTopicCache> points = new HashMap<>();

  /** Sets the policy; returns documents that clear the topics it no longer has. */
  List<Document.PointValue> apply(ChargerId charger, ReportPolicy policy, Duration poll) {
    filters.put(charger, new ReportFilter(policy, poll));
    return policy.points() ? List.of() : clearPoints(charger);
  }

  /**
   * The documents of a poll.
   *
   * @param nanos monotonic time of the poll
   */
  List<Document> select(ChargerId charger, OptionalLong epoch, ChargerSnapshot poll, long nanos) {
    ReportFilter filter =
        filters.computeIfAbsent(
            charger, c -> new ReportFilter(ReportPolicy.DEFAULT, Duration.ZERO));
    List<Document> documents = new ArrayList<>();
    if (filter.due(poll, nanos)) {
      documents.add(new Document.State(charger, 0, epoch, poll));
      if (filter.policy().points()) {
        documents.addAll(points.computeIfAbsent(charger, PointTopicCache::new).update(poll));
      }
    }
    return documents;
  }

  /** The last values of the charger's point topics. */
  List<Document.PointValue> repeat(ChargerId charger) {
    return points.containsKey(charger) ? points.get(charger).values() : List.of();
  }

  /** Forgets a charger that left; returns documents that clear its point topics. */
  List<Document.PointValue> forget(ChargerId charger) {
    filters.remove(charger);
    return clearPoints(charger);
  }

  private List<Document.PointValue> clearPoints(ChargerId charger) {
    return points.containsKey(charger) ? points.remove(charger).clear() : List.of();
  }
}
