package io.ampwire.sparkplug;

import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Metric of a charger's point: its name, Sparkplug type and properties.
 *
 * @param position of the point in its map
 */
record PointMetric(Point point, int position, DataType type) {

  /**
   * @param rescaled whether the charger's readings prove a scale other than the map's, so that
   *     whole registers may hold fractions
   */
  static PointMetric of(Point point, int position, boolean rescaled) {
    return new PointMetric(point, position, type(point, rescaled));
  }

  private static DataType type(Point point, boolean rescaled) {
    boolean code = !point.labels().isEmpty() || !point.coding().texts().isEmpty();
    boolean factor = point.scale() != 1 && point.coding().bits().isEmpty();
    boolean scaled = factor || rescaled || point.coding().scalePoint().isPresent();
    return switch (point.type()) {
      case ASCII, UTF16 -> code ? DataType.INT32 : DataType.STRING;
      case F32 -> scaled ? DataType.DOUBLE : DataType.FLOAT;
      case F64 -> DataType.DOUBLE;
      case BIT -> DataType.INT32;
      case U16, S16, S32 -> scaled ? DataType.DOUBLE : DataType.INT32;
      case U32, U64, S64 -> scaled ? DataType.DOUBLE : DataType.INT64;
    };
  }

  String name() {
    return point.name();
  }

  /** The value of a reading; null if it has none, or none that the type can hold. */
  MetricValue value(Reading reading) {
    if (!reading.isValue()) {
      return MetricValue.NULL;
    }
    return switch (type) {
      case STRING -> new MetricValue.StringValue(reading.describe());
      case FLOAT -> new MetricValue.FloatValue((float) reading.number());
      case DOUBLE -> new MetricValue.DoubleValue(reading.number());
      case INT32 -> whole(reading, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> whole(reading, Long.MIN_VALUE, Long.MAX_VALUE);
      case BOOLEAN -> MetricValue.NULL;
    };
  }

  private MetricValue whole(Reading reading, long least, long most) {
    OptionalLong code = reading.code();
    if (code.isEmpty() || code.getAsLong() < least || code.getAsLong() > most) {
      return MetricValue.NULL;
    }
    return type == DataType.INT32
        ? new MetricValue.IntValue((int) code.getAsLong())
        : new MetricValue.LongValue(code.getAsLong());
  }

  /** The metric in a birth certificate: with type, unit and quality. */
  Metric born(MetricValue value, long timestamp) {
    Map<String, MetricValue> properties = new LinkedHashMap<>();
    if (!point.unit().isEmpty()) {
      properties.put(Metric.UNIT, new MetricValue.StringValue(point.unit()));
    }
    properties.put(Metric.QUALITY, quality(value));
    label(value).ifPresent(text -> properties.put(Metric.LABEL, text));
    return new Metric(name(), timestamp, Optional.of(type), false, value, properties);
  }

  /**
   * The metric as data.
   *
   * @param before value that was published before; a changed quality is published with the value
   */
  Metric data(MetricValue before, MetricValue value, long timestamp) {
    Map<String, MetricValue> properties = new LinkedHashMap<>();
    if (value.equals(MetricValue.NULL) || before.equals(MetricValue.NULL)) {
      properties.put(Metric.QUALITY, quality(value));
    }
    label(value).ifPresent(text -> properties.put(Metric.LABEL, text));
    return new Metric(name(), timestamp, Optional.empty(), false, value, properties);
  }

  private static MetricValue quality(MetricValue value) {
    return value.equals(MetricValue.NULL) ? Metric.BAD : Metric.GOOD;
  }

  private Optional<MetricValue> label(MetricValue value) {
    Optional<String> text =
        value instanceof MetricValue.IntValue code ? point.label(code.value()) : Optional.empty();
    return text.map(MetricValue.StringValue::new);
  }
}
