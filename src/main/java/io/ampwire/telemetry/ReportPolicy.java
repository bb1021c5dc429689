package io.ampwire.telemetry;

import java.time.Duration;
import java.util.Map;

/**
 * How often a charger's state goes out.
 *
 * @param every least spacing of documents, zero for one per completed poll
 * @param deadband per point how far it must move to be worth a document; empty for every document
 * @param heartbeat longest silence where a deadband thins documents out
 * @param points whether each point has a topic of its own too
 */
public record ReportPolicy(
    Duration every, Map<String, Double> deadband, Duration heartbeat, boolean points) {
  /** One document per completed poll. */
  public static final ReportPolicy DEFAULT =
      new ReportPolicy(Duration.ZERO, Map.of(), Duration.ofSeconds(60), false);

  public ReportPolicy {
    deadband = Map.copyOf(deadband);
  }
}
