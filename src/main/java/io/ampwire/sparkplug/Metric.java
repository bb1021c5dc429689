package io.ampwire.sparkplug;

import java.util.Map;
import java.util.Optional;

/**
 * Metric of an outgoing payload.
 *
 * @param timestamp when the value was read, ms since 1970
 * @param datatype type of the value; only birth certificates state it
 * @param historical whether the value is older than the newest one that was published
 * @param properties properties in their order
 */
record Metric(
    String name,
    long timestamp,
    Optional<DataType> datatype,
    boolean historical,
    MetricValue value,
    Map<String, MetricValue> properties) {

  /** Property with the unit of a metric. */
  static final String UNIT = "engUnit";

  /** Property with the quality of a value: {@link #GOOD} or {@link #BAD}. */
  static final String QUALITY = "Quality";

  /** Property with the text of an enumeration's code. */
  static final String LABEL = "label";

  static final MetricValue GOOD = new MetricValue.IntValue(192);
  static final MetricValue BAD = new MetricValue.IntValue(0);

  /** Metric of the edge node in a birth certificate. */
  static Metric born(String name, long timestamp, DataType datatype, MetricValue value) {
    return new Metric(name, timestamp, Optional.of(datatype), false, value, Map.of());
  }

  /** The same metric as data: without its type. */
  Metric data() {
    return new Metric(name, timestamp, Optional.empty(), historical, value, properties);
  }

  /** The same metric, marked as history. */
  Metric history() {
    return new Metric(name, timestamp, datatype, true, value, properties);
  }
}
