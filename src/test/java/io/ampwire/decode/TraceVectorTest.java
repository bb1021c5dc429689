package io.ampwire.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.map.Evlink;
import io.ampwire.map.Point;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real chargers answered, decoded as their owners read it off the display. */
class TraceVectorTest {
  record Vector(Point point, byte[] bytes, int offset, JsonNode expected) {
    @Override
    public String toString() {
      return point.name() + " " + expected;
    }
  }

  @Test
  void every_published_read_is_a_vector() {
    assertThat(vectors()).hasSize(14);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void low_word_first_gives_what_the_owner_saw(Vector vector) {
    JsonNode expected =
        vector.expected.path(vector.expected.has("value") ? "value" : "low_word_first");
    Reading reading =
        Decoder.decode(vector.point, WordOrder.LOW_WORD_FIRST, vector.bytes, vector.offset);
    if (vector.point.type() == ValueType.F32) {
      assertThat(reading).isInstanceOf(Reading.Real.class);
      assertThat(reading.number()).isCloseTo(expected.asDouble(), within(6e-4));
    } else {
      assertThat(reading).isEqualTo(new Reading.Whole(expected.asLong()));
    }
  }

  @ParameterizedTest
  @MethodSource("floats")
  void high_word_first_gives_no_float_at_all(Vector vector) {
    assertThat(Decoder.decode(vector.point, WordOrder.HIGH_WORD_FIRST, vector.bytes, vector.offset))
        .isInstanceOf(Reading.Implausible.class);
  }

  /** FAULTS D01. */
  @ParameterizedTest
  @MethodSource("nonsense")
  void high_word_first_gives_the_listed_nonsense(Vector vector) {
    double listed = vector.expected.path("high_word_first").asDouble();
    long bits =
        Decoder.bits(
            vector.point.registers(), WordOrder.HIGH_WORD_FIRST, vector.bytes, vector.offset);
    double raw =
        vector.point.type() == ValueType.F32 ? Float.intBitsToFloat((int) bits) : (double) bits;
    assertThat(raw).isCloseTo(listed, within(Math.abs(listed) * 0.05));
    assertThat(Decoder.decode(vector.point, WordOrder.HIGH_WORD_FIRST, vector.bytes, vector.offset))
        .isInstanceOf(Reading.Implausible.class);
  }

  static List<Vector> floats() {
    return vectors().stream().filter(v -> v.point.type() == ValueType.F32).toList();
  }

  static List<Vector> nonsense() {
    return vectors().stream().filter(v -> v.expected.has("high_word_first")).toList();
  }

  static List<Vector> vectors() {
    List<Vector> vectors = new ArrayList<>();
    for (JsonNode read : traces().path("reads")) {
      byte[] bytes = bytes(read.path("words"));
      read.path("points")
          .properties()
          .forEach(
              entry -> {
                Point point = Evlink.point(entry.getKey());
                int offset = 2 * (point.address() - read.path("address").asInt());
                vectors.add(new Vector(point, bytes, offset, entry.getValue()));
              });
    }
    return vectors;
  }

  private static byte[] bytes(JsonNode words) {
    byte[] bytes = new byte[2 * words.size()];
    for (int i = 0; i < words.size(); i++) {
      int word = Integer.parseInt(words.get(i).asText(), 16);
      bytes[2 * i] = (byte) (word >> 8);
      bytes[2 * i + 1] = (byte) word;
    }
    return bytes;
  }

  private static JsonNode traces() {
    String name = "vectors/evlink-pro-ac-traces.json";
    try (InputStream in = TraceVectorTest.class.getClassLoader().getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
