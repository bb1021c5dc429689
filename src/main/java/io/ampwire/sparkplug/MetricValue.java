package io.ampwire.sparkplug;

import io.ampwire.command.Command;
import java.math.BigDecimal;

/** Value of a metric or of a property, by the field of the payload that carries it. */
sealed interface MetricValue {
  /** The value is unknown. */
  MetricValue NULL = new NullValue();

  /** Encodes the value into the fields of a metric or property; {@code first} is its int field. */
  void write(ProtobufWriter out, int first);

  /** The value as that of a command; malformed if no command can have it. */
  Command.Value requested();

  /** No value; its flag is a separate field. */
  record NullValue() implements MetricValue {
    @Override
    public void write(ProtobufWriter out, int first) {
      // A null value has no value field.
    }

    @Override
    public Command.Value requested() {
      return new Command.Malformed("a null value cannot be written");
    }
  }

  /** 32-bit integer; negative numbers are in two's complement. */
  record IntValue(int value) implements MetricValue {
    @Override
    public void write(ProtobufWriter out, int first) {
      out.number(first, value & 0xFFFF_FFFFL);
    }

    @Override
    public Command.Value requested() {
      return new Command.Number(BigDecimal.valueOf(value));
    }
  }

  /** 64-bit integer; negative numbers are in two's complement. */
  record LongValue(long value) implements MetricValue {
    @Override
    public void write(ProtobufWriter out, int first) {
      out.number(first + 1, value);
    }

    @Override
    public Command.Value requested() {
      return new Command.Number(BigDecimal.valueOf(value));
    }
  }

  /** 32-bit float. */
  record FloatValue(float value) implements MetricValue {
    @Override
    public void write(ProtobufWriter out, int first) {
      out.fixed32(first + 2, Float.floatToIntBits(value));
    }

    /** The shortest decimal, because further digits are noise of the conversion. */
    @Override
    public Command.Value requested() {
      return Float.isFinite(value)
          ? new Command.Number(new BigDecimal(Float.toString(value)))
          : real(value);
    }
  }

  /** 64-bit float. */
  record DoubleValue(double value) implements MetricValue {
    @Override
    public void write(ProtobufWriter out, int first) {
      out.fixed64(first + 3, Double.doubleToLongBits(value));
    }

    @Override
    public Command.Value requested() {
      return real(value);
    }
  }

  /** Truth value. */
  record BooleanValue(boolean value) implements MetricValue {
    @Override
    public void write(ProtobufWriter out, int first) {
      out.number(first + 4, value ? 1 : 0);
    }

    @Override
    public Command.Value requested() {
      return new Command.Word(Boolean.toString(value));
    }
  }

  /** Text. */
  record StringValue(String value) implements MetricValue {
    @Override
    public void write(ProtobufWriter out, int first) {
      out.text(first + 5, value);
    }

    @Override
    public Command.Value requested() {
      return new Command.Word(value);
    }
  }

  /** A value of a kind that no metric of the bridge has, such as bytes or a data set. */
  record OtherValue() implements MetricValue {
    @Override
    public void write(ProtobufWriter out, int first) {
      throw new UnsupportedOperationException("received only");
    }

    @Override
    public Command.Value requested() {
      return new Command.Malformed("a value of this kind cannot be written");
    }
  }

  private static Command.Value real(double value) {
    return Double.isFinite(value)
        ? new Command.Number(BigDecimal.valueOf(value))
        : new Command.Malformed("a number that is not finite cannot be written");
  }
}
