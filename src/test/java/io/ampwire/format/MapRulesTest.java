package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row breaks a map that is right in one place and says where the fault is told. */
class MapRulesTest {
  private static final String RIGHT = Files.resource("maps/everything.yaml");

  @ParameterizedTest(name = "{2}: {0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: power,|name: quality,|points.4.name",
        "name: power,|name: power, kind: tag,|points.4.kind",
        "name: power,|name: items,|points.4.name",
        "name: power,|name: state_label,|points.4.name",
        "name: power,|name: Power,|points.4.name",
        "port: 503|port: 70000|link.port",
        "max-registers: 2|max-registers: 126|link.max-registers",
        "max-registers: 2|max-registers: 1|points.0.registers",
        "word-order: low-word-first|word-order: middle|link.word-order",
        "read-function: 4|read-function: 5|link.read-function",
        "write-function: 16|write-function: 6|points.9.write-function",
        "reference: reference|reference: state|identity.reference",
        "reference: reference|reference: none_such|identity.reference",
        "point: limit, period|point: state, period|lifebit.point",
        "period: 10s|period: 0s|lifebit.period",
        "points: [safe_current]|points: [none_such]|fail-safe.points.0",
        "timeout-point: safe_timeout|timeout-point: none_such|fail-safe.timeout-point",
        "timeout-point: safe_timeout,|disabled: 0,|fail-safe.disabled",
        "set-point: { point: limit|set-point: { point: stored_limit|set-point.point",
        "set-point: { point: limit|set-point: { point: none_such|set-point.point",
        "pause: 0|pause: 3|set-point.pause",
        "capped: true, readback|capped: false, readback|set-point.point",
        "absent: [1]|absent: [3]|vehicle.charging",
        "absent: [1]|absent: [7]|vehicle.absent",
        "charging: [3], currents: [current]|charging: [3], currents:"
            + " [none_such]|vehicle.currents.0",
        "min: 180, max: 280|min: 280, max: 180|physics.0",
        "points: [uptime]|points: [power]|physics.2",
        "points: [uptime]|points: [reference]|physics.2",
        "in-range: {|inrange: {|physics.0.inrange",
        "labels: { 1: empty|labels: { 65536: empty|points.1.labels.65536",
        "labels: { 1: empty|labels: { one: empty|points.1.labels.one",
        "scale: 0.1|scale: 0|points.2.scale",
        "step: 0.1|step: 0|points.9.write.step",
        "step: 0.1|step: 1.5|points.9.write.step",
        "step: 0.1|step: 0.0005|points.9.write.step",
        "step: 0.1|step: wide|points.9.write.step",
        "scale: 0.1|scale: .inf|points.2.scale",
        "unit-id: 2|unit-id: 256|points.3.unit-id",
        "bitfield: true|bitfield: true, not-available: [1]|points.5.not-available",
        "below: ~1.2.1~|below: ~1.2.2~|points.8.address",
        "sentinels: { 99:|sentinels: { 9:|points.10.write",
        "non-volatile: true|non-volatile: yes|points.10.write.non-volatile",
        "unit: s, access: read-write|unit: s, access: read|",
        "also: [1], readback: none|also: [1], readback: value|points.13.write.readback",
        "also: [1], readback: none|also: [-1], readback: none|points.13.write.also",
        "access: write, write: { also: [1], readback: none },|access: write,|points.13.access",
        "access: write, write|access: read, write|points.13.write",
        "bits: { from: 8, count: 7 }|bits: { from: 28, count: 7 }|points.15.bits",
        "bits: { from: 8, count: 7 }|bits: { from: 8, count: 0 }|points.15.bits",
        "type: U32, bits|type: S32, bits|points.15.bits",
        "texts: { A: 0, B1: 1 }|texts: { A: 0, B1: 7 }|points.14.texts",
        "texts: { A: 0, B1: 1 }|texts: { A: 0, ~B1 ~: 1 }|points.14.texts",
        "spacing: 100ms|spacing: 501ms|link.spacing",
        "mark: LAB, kind: measurement|mark: DOC, kind: measurement|sources.1.mark",
        "kind: measurement|kind: rumour|sources.1.kind",
      })
  void a_fault_is_told_at_its_place(String right, String wrong, String key) {
    String broken = RIGHT.replace(plain(right), plain(wrong));
    assertThat(broken).as("the row changes something").isNotEqualTo(RIGHT);
    MapReader.Result result = MapReader.read("everything.yaml", broken);
    if (key == null) {
      assertThat(result).isInstanceOf(MapReader.Parsed.class);
      return;
    }
    assertThat(result).isInstanceOf(Problems.class);
    List<Problem> problems = ((Problems) result).problems();
    assertThat(problems).extracting(Problem::key).contains(key);
    assertThat(problems).allSatisfy(problem -> assertThat(problem.line()).isPositive());
  }

  private static String plain(String cell) {
    return cell.replace("~", "\"");
  }
}
