package io.ampwire.sparkplug;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Encoder of Sparkplug B payloads. The field numbers are those of the specification's {@code
 * sparkplug_b.proto}.
 */
final class PayloadEncoder {
  static final int TIMESTAMP = 1;
  static final int METRICS = 2;
  static final int SEQ = 3;

  static final int NAME = 1;
  static final int ALIAS = 2;
  static final int METRIC_TIMESTAMP = 3;
  static final int DATATYPE = 4;
  static final int IS_HISTORICAL = 5;
  static final int IS_NULL = 7;
  static final int PROPERTIES = 9;
  static final int INT_VALUE = 10;

  private static final int KEYS = 1;
  private static final int VALUES = 2;
  private static final int PROPERTY_TYPE = 1;
  private static final int PROPERTY_INT = 3;

  private PayloadEncoder() {}

  /** Encodes a payload; a death certificate of an edge node has no sequence number. */
  static byte[] payload(long timestamp, List<Metric> metrics, OptionalInt seq) {
    return payload(timestamp, metrics(metrics), seq);
  }

  /** Encodes a payload of metrics that {@link #metrics} encoded. */
  static byte[] payload(long timestamp, byte[] metrics, OptionalInt seq) {
    ProtobufWriter out = new ProtobufWriter();
    out.number(TIMESTAMP, timestamp);
    out.encoded(metrics);
    seq.ifPresent(number -> out.number(SEQ, number));
    return out.toBytes();
  }

  /** Encodes metrics as fields of a payload. */
  static byte[] metrics(List<Metric> metrics) {
    ProtobufWriter out = new ProtobufWriter();
    metrics.forEach(metric -> out.message(METRICS, metric(metric)));
    return out.toBytes();
  }

  private static ProtobufWriter metric(Metric metric) {
    ProtobufWriter out = new ProtobufWriter();
    out.text(NAME, metric.name());
    out.number(METRIC_TIMESTAMP, metric.timestamp());
    metric.datatype().ifPresent(type -> out.number(DATATYPE, type.code()));
    if (metric.historical()) {
      out.number(IS_HISTORICAL, 1);
    }
    if (metric.value().equals(MetricValue.NULL)) {
      out.number(IS_NULL, 1);
    }
    if (!metric.properties().isEmpty()) {
      out.message(PROPERTIES, properties(metric.properties()));
    }
    metric.value().write(out, INT_VALUE);
    return out;
  }

  private static ProtobufWriter properties(Map<String, MetricValue> properties) {
    ProtobufWriter out = new ProtobufWriter();
    properties.keySet().forEach(key -> out.text(KEYS, key));
    properties.values().forEach(value -> out.message(VALUES, property(value)));
    return out;
  }

  private static ProtobufWriter property(MetricValue value) {
    ProtobufWriter out = new ProtobufWriter();
    boolean text = value instanceof MetricValue.StringValue;
    out.number(PROPERTY_TYPE, (text ? DataType.STRING : DataType.INT32).code());
    value.write(out, PROPERTY_INT);
    return out;
  }
}
