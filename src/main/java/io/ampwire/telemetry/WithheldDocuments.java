package io.ampwire.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Record of documents that are not sent because they exceed the broker's packet limit. Each topic
 * is reported at once, and then every minute with the numbers withheld since. Used on the outbox's
 * scheduler.
 */
final class WithheldDocuments {
  static final String EVENT = "broker_oversize";

  private static final long REPORT_EACH = 60_000_000_000L;
  private static final int MOST_TOPICS = 1000;

  private final String boot;
  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private volatile long count;

  /** What was withheld on one topic since its last report. */
  private static final class Topic {
    private Document last;
    private int bytes;
    private long withheld;
    private long from;
    private long to;
    private Optional<Long> reportedAt = Optional.empty();
  }

  WithheldDocuments(String boot) {
    this.boot = boot;
  }

  /** Documents withheld since the start. */
  long count() {
    return count;
  }

  void add(Document document, Publisher.Packet packet) {
    count++;
    if (topics.size() >= MOST_TOPICS && !topics.containsKey(packet.topic())) {
      return;
    }
    Topic topic = topics.computeIfAbsent(packet.topic(), name -> new Topic());
    long seq = document.journalled().map(Document.Journalled::seq).orElse(0L);
    topic.from = topic.withheld == 0 ? seq : Math.min(topic.from, seq);
    topic.to = Math.max(topic.to, seq);
    topic.withheld++;
    topic.last = document;
    topic.bytes = packet.bytes();
  }

  /** The due reports, as details of events. */
  List<Map<String, Object>> reports(PacketLimit limit, long now) {
    return reports(limit, now, false);
  }

  /** All documents that are not reported yet. */
  List<Map<String, Object>> remaining(PacketLimit limit, long now) {
    return reports(limit, now, true);
  }

  private List<Map<String, Object>> reports(PacketLimit limit, long now, boolean all) {
    List<Map<String, Object>> due = new ArrayList<>();
    topics.forEach(
        (name, topic) -> {
          boolean soon = topic.reportedAt.filter(at -> now - at < REPORT_EACH).isPresent();
          if (topic.withheld > 0 && (all || !soon)) {
            due.add(details(name, topic, limit));
            topic.reportedAt = Optional.of(now);
            topic.withheld = 0;
            topic.to = 0;
          }
        });
    return due;
  }

  private Map<String, Object> details(String name, Topic topic, PacketLimit limit) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("topic", name);
    topic.last.charger().ifPresent(id -> details.put("charger", id.value()));
    details.put("bytes", topic.bytes);
    details.put("limit", limit.bytes());
    details.put("limit_from", limit.isConcluded() ? "lost connections" : "broker");
    details.put("count", topic.withheld);
    topic
        .last
        .journalled()
        .ifPresent(
            kept -> {
              details.put("boot", boot);
              details.put("of", kept.kind().name().toLowerCase(Locale.ROOT));
              details.put("from", topic.from);
              details.put("to", topic.to);
            });
    return details;
  }
}
