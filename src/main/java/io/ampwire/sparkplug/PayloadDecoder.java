package io.ampwire.sparkplug;

import io.ampwire.sparkplug.ProtobufReader.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Decoder of received commands. Size, number of metrics and length of texts are bounded; fields
 * that a command does not need are skipped.
 */
final class PayloadDecoder {
  static final int MOST_BYTES = 64 * 1024;
  static final int MOST_METRICS = 64;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_VALUE = 1024;

  private PayloadDecoder() {}

  /** Decodes the metrics of a command; a metric without a timestamp has that of the payload. */
  static List<ReceivedMetric> decode(byte[] bytes) throws Malformed {
    if (bytes.length > MOST_BYTES) {
      throw new Malformed(bytes.length + " bytes, at most " + MOST_BYTES + " are read");
    }
    ProtobufReader in = new ProtobufReader(bytes);
    List<ReceivedMetric> metrics = new ArrayList<>();
    OptionalLong sent = OptionalLong.empty();
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case PayloadEncoder.TIMESTAMP -> sent = OptionalLong.of(in.number());
        case PayloadEncoder.METRICS -> {
          if (metrics.size() == MOST_METRICS) {
            throw new Malformed("more than " + MOST_METRICS + " metrics");
          }
          metrics.add(metric(in.message()));
        }
        default -> in.skip();
      }
    }
    OptionalLong time = sent;
    return metrics.stream().map(metric -> timed(metric, time)).toList();
  }

  private static ReceivedMetric timed(ReceivedMetric metric, OptionalLong sent) {
    return metric.timestamp().isPresent()
        ? metric
        : new ReceivedMetric(
            metric.name(), metric.alias(), sent, metric.datatype(), metric.value());
  }

  private static ReceivedMetric metric(ProtobufReader in) throws Malformed {
    Optional<String> name = Optional.empty();
    OptionalLong alias = OptionalLong.empty();
    OptionalLong timestamp = OptionalLong.empty();
    OptionalInt datatype = OptionalInt.empty();
    MetricValue value = MetricValue.NULL;
    boolean isNull = false;
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case PayloadEncoder.NAME -> name = Optional.of(in.text(LONGEST_NAME));
        case PayloadEncoder.ALIAS -> alias = OptionalLong.of(in.number());
        case PayloadEncoder.METRIC_TIMESTAMP -> timestamp = OptionalLong.of(in.number());
        case PayloadEncoder.DATATYPE -> datatype = OptionalInt.of(type(in.number()));
        case PayloadEncoder.IS_NULL -> isNull = in.number() != 0;
        case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> value = value(field, in);
        default -> in.skip();
      }
    }
    return new ReceivedMetric(name, alias, timestamp, datatype, isNull ? MetricValue.NULL : value);
  }

  /** A number that is not a type of Sparkplug becomes 0, the specification's unknown type. */
  private static int type(long number) {
    return number < 0 || number > Integer.MAX_VALUE ? 0 : (int) number;
  }

  private static MetricValue value(int field, ProtobufReader in) throws Malformed {
    switch (field - PayloadEncoder.INT_VALUE) {
      case 0:
        return new MetricValue.IntValue((int) in.number());
      case 1:
        return new MetricValue.LongValue(in.number());
      case 2:
        return new MetricValue.FloatValue(Float.intBitsToFloat(in.fixed32()));
      case 3:
        return new MetricValue.DoubleValue(Double.longBitsToDouble(in.fixed64()));
      case 4:
        return new MetricValue.BooleanValue(in.number() != 0);
      case 5:
        return new MetricValue.StringValue(in.text(LONGEST_VALUE));
      default:
        in.skip();
        return new MetricValue.OtherValue();
    }
  }
}
