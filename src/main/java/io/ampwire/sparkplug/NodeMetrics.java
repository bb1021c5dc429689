package io.ampwire.sparkplug;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of the edge node itself. */
final class NodeMetrics {
  static final String BD_SEQ = "bdSeq";
  static final String REBIRTH = "Node Control/Rebirth";
  static final String VERSION = "Properties/Version";
  static final String ONLINE = "Chargers/Online";
  static final String DROPPED = "History/Dropped";

  private Map<String, MetricValue> published = Map.of();

  /** Metrics of a birth certificate. */
  List<Metric> birth(int bdSeq, String version, Map<String, MetricValue> current, long timestamp) {
    published = Map.copyOf(current);
    List<Metric> all = new ArrayList<>();
    all.add(bdSeq(bdSeq, timestamp));
    all.add(Metric.born(REBIRTH, timestamp, DataType.BOOLEAN, new MetricValue.BooleanValue(false)));
    all.add(Metric.born(VERSION, timestamp, DataType.STRING, new MetricValue.StringValue(version)));
    current.forEach((name, value) -> all.add(Metric.born(name, timestamp, type(value), value)));
    return all;
  }

  /** Metrics that changed since they were last published. */
  List<Metric> changes(Map<String, MetricValue> current, long timestamp) {
    List<Metric> changed = new ArrayList<>();
    current.forEach(
        (name, value) -> {
          if (!value.equals(published.get(name))) {
            changed.add(Metric.born(name, timestamp, type(value), value).data());
          }
        });
    published = Map.copyOf(current);
    return changed;
  }

  /** The metric that relates a birth to its death. */
  static Metric bdSeq(int bdSeq, long timestamp) {
    return Metric.born(BD_SEQ, timestamp, DataType.INT64, new MetricValue.LongValue(bdSeq));
  }

  /** The current values, by name. */
  static Map<String, MetricValue> current(long online, long dropped) {
    Map<String, MetricValue> values = new LinkedHashMap<>();
    values.put(ONLINE, new MetricValue.IntValue((int) online));
    values.put(DROPPED, new MetricValue.LongValue(dropped));
    return values;
  }

  private static DataType type(MetricValue value) {
    return value instanceof MetricValue.IntValue ? DataType.INT32 : DataType.INT64;
  }
}
