package io.ampwire.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Decoder;
import io.ampwire.decode.Reading;
import io.ampwire.format.MapLibrary;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.sparkplug.DecodedPayload.DecodedMetric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics of every shipped map: any registers become values of the type that the birth states. */
class EveryMapMetricsTest {
  private static final int ROUNDS = 200;

  /** Value field of each data type, from the table of the specification. */
  private static final Map<Integer, String> FIELDS =
      Map.of(
          3, "int_value",
          4, "long_value",
          9, "float_value",
          10, "double_value",
          12, "string_value");

  static Collection<RegisterMap> maps() {
    return ((MapLibrary.Loaded) MapLibrary.shipped()).library().maps().values();
  }

  @ParameterizedTest
  @MethodSource("maps")
  void a_birth_states_each_value_in_the_field_of_its_type(RegisterMap map) {
    Random random = new Random(7);
    Device device = new Device(new ChargerId("bay-01"));
    int values = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Reading> readings = readings(map, random);
      device.observe(snapshot(map, readings), Set.of());
      DecodedPayload birth =
          new DecodedPayload(PayloadEncoder.payload(1, device.birth(), OptionalInt.of(0)));
      for (DecodedMetric metric : birth.metrics()) {
        Reading reading = readings.get(map.position(metric.name()));
        String field = FIELDS.get((int) metric.field("datatype").orElseThrow());
        assertThat(metric.isNull()).as(metric.name()).isEqualTo(!reading.isValue());
        if (reading.isValue()) {
          values++;
          assertThat(metric.values()).as(metric.name()).containsOnlyKeys(field);
          assertSame(reading, metric);
        }
      }
    }
    assertThat(values).isGreaterThan(ROUNDS);
  }

  private static void assertSame(Reading reading, DecodedMetric metric) {
    Object value = metric.value();
    if (value instanceof String text) {
      assertThat(text).isEqualTo(reading.describe());
    } else {
      assertThat(((Number) value).doubleValue()).as(metric.name()).isEqualTo(reading.number());
    }
  }

  private static List<Reading> readings(RegisterMap map, Random random) {
    List<Reading> readings = new ArrayList<>();
    for (Point point : map.points()) {
      byte[] registers = new byte[2 * point.registers()];
      for (int i = 0; i < registers.length; i++) {
        boolean text = point.type() == ValueType.ASCII;
        registers[i] = (byte) (text ? 'A' + random.nextInt(26) : random.nextInt());
      }
      if (random.nextInt(3) == 0 && registers.length > 2) {
        registers[0] = 0;
        registers[1] = 0;
      }
      readings.add(Decoder.decode(point, point.order(), registers, 0));
    }
    return readings;
  }

  private static ChargerSnapshot snapshot(RegisterMap map, List<Reading> readings) {
    return new ChargerSnapshot(
        map,
        1,
        ChargerSnapshot.Quality.PARTIAL,
        ControlView.NONE,
        WaitingFor.NONE,
        Optional.empty(),
        readings,
        new Capture(map));
  }
}
