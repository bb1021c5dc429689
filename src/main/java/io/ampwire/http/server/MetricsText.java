package io.ampwire.http.server;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import jakarta.inject.Singleton;

/**
 * All metrics in one of Prometheus' text formats. The framework's registry is still the one for the
 * older client library, which Micrometer calls deprecated.
 */
@Singleton
@SuppressWarnings("deprecation")
public class MetricsText {
  static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  MetricsText(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  /** The format for an {@code Accept} header, which may be null. */
  static String type(String accept) {
    boolean text =
        accept != null && (accept.contains("text/plain") || accept.contains("text/html"));
    return text ? TEXT : OPEN_METRICS;
  }

  String scrape(String type) {
    return registry.scrape(type);
  }
}
