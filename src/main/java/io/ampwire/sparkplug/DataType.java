package io.ampwire.sparkplug;

import java.util.OptionalInt;

/** Sparkplug data types that the bridge publishes, with their number in the specification. */
enum DataType {
  INT32(3),
  INT64(4),
  FLOAT(9),
  DOUBLE(10),
  BOOLEAN(11),
  STRING(12);

  private final int code;

  DataType(int code) {
    this.code = code;
  }

  /** Number of the type in a payload. */
  int code() {
    return code;
  }

  /** Whether a received metric has this type: its stated type, if any, and its value's field. */
  boolean matches(OptionalInt stated, MetricValue value) {
    boolean named = stated.isEmpty() || stated.getAsInt() == code;
    return named
        && switch (this) {
          case INT32 -> value instanceof MetricValue.IntValue;
          case INT64 -> value instanceof MetricValue.LongValue;
          case FLOAT -> value instanceof MetricValue.FloatValue;
          case DOUBLE -> value instanceof MetricValue.DoubleValue;
          case BOOLEAN -> value instanceof MetricValue.BooleanValue;
          case STRING -> value instanceof MetricValue.StringValue;
        };
  }
}
