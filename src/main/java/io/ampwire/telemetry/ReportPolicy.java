package io.ampwire.telemetry;

import java.time.Duration;
import java.util.Map;

/**
 * Policy of how often a charger's state is published.
 *
 * @param every least spacing of documents, zero for one per completed poll
 * @param deadband per point, the smallest change that is published; empty to publish every document
 * @param heartbeat longest time between documents with a deadband
 * @param points whether each point also has its own topic
 * @param tags whether identifiers of persons' cards are read and published
 */
public record ReportPolicy(
    Duration every,
    Map<String, Double> deadband,
    Duration heartbeat,
    boolean points,
    boolean tags) {
  /** One document per completed poll. */
  public static final ReportPolicy DEFAULT =
      new ReportPolicy(Duration.ZERO, Map.of(), Duration.ofSeconds(60), false, false);

  public ReportPolicy {
    deadband = Map.copyOf(deadband);
  }
}
