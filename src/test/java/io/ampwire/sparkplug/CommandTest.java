package io.ampwire.sparkplug;

import static io.ampwire.sparkplug.NodeRig.BAY;
import static io.ampwire.sparkplug.NodeRig.DRIVE;
import static io.ampwire.sparkplug.NodeRig.NCMD;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Reading;
import io.ampwire.faults.Maps;
import io.ampwire.map.Decimal;
import io.ampwire.sparkplug.DecodedPayload.DecodedMetric;
import io.ampwire.sparkplug.NodeRig.Poll;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of host applications: rebirth, writes, and input that no host should send. */
class CommandTest {
  private static final String DCMD = "spBv1.0/plant/DCMD/bridge/bay-01";
  private static final long THEN = 1_795_374_000_000L;

  private static byte[] rebirth() {
    return DecodedPayload.command()
        .at(THEN)
        .metric(Map.of("name", "Node Control/Rebirth", "boolean_value", true))
        .bytes();
  }

  private static byte[] set(Map<String, Object> fields) {
    return DecodedPayload.command().at(THEN).metric(fields).bytes();
  }

  /**
   * tck-id-operational-behavior-data-commands-rebirth-action-1,
   * tck-id-operational-behavior-data-commands-rebirth-action-2,
   * tck-id-operational-behavior-data-commands-rebirth-action-3.
   */
  @Test
  void a_rebirth_repeats_every_birth_with_the_number_of_the_connection() {
    NodeRig rig = new NodeRig().started(BAY, DRIVE);
    rig.scheduler.advance(5_000);
    int before = rig.published.size();
    rig.receives(NCMD, rebirth());

    List<NodeRig.Published> after = rig.published.subList(before, rig.published.size());
    assertThat(after.stream().map(NodeRig.Published::type))
        .containsExactly("NBIRTH", "DBIRTH", "DBIRTH");
    assertThat(after.get(0).payload().metric("bdSeq").value())
        .isEqualTo(rig.wills.get(0).payload().metric("bdSeq").value());
    assertThat(after.get(0).payload().seq()).isZero();
    assertThat(after.get(2).payload().seq()).isEqualTo(2);
    assertThat(rig.wills).as("the connection stays").hasSize(1);
  }

  @Test
  void a_storm_of_rebirths_becomes_one_every_two_seconds_and_data_goes_on() {
    NodeRig rig = new NodeRig().started(BAY);
    for (int i = 1; i <= 1_000; i++) {
      rig.receives(NCMD, rebirth());
      rig.polls(BAY, new Poll().reads("set_point", new Reading.Whole(i)));
      rig.scheduler.advance(10);
    }
    rig.scheduler.advance(5_000);

    assertThat(rig.ofType("NBIRTH")).hasSizeBetween(5, 7);
    assertThat(rig.ofType("DDATA")).hasSizeGreaterThan(900);
  }

  @Test
  void a_write_is_a_command_of_the_host_with_the_time_of_the_metric() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.receives(
        DCMD,
        set(Map.of("name", "set_point", "timestamp", THEN + 7, "datatype", 3, "int_value", 16)));

    Command command = rig.commands.get(0).command();
    assertThat(rig.commands).hasSize(1);
    assertThat(rig.commands.get(0).charger()).isEqualTo(BAY);
    assertThat(command.name()).isEqualTo("set_point");
    assertThat(command.value()).isEqualTo(new Command.Number(BigDecimal.valueOf(16)));
    assertThat(command.ts()).isEqualTo(OptionalLong.of(THEN + 7));
    assertThat(command.by()).contains("sparkplug:plant");
    assertThat(command.retained()).isFalse();
    assertThat(command.receivedMillis()).isEqualTo(rig.scheduler.wallMillis());
    assertThat(rig.problems).isEmpty();
  }

  @Test
  void a_metric_without_a_time_has_that_of_its_message_and_the_primary_host_is_named() {
    NodeRig rig = NodeRig.withPrimaryHost().started(BAY);
    rig.hostSays("online 5");
    rig.receives(DCMD, set(Map.of("name", "set_point", "int_value", 16)));

    Command command = rig.commands.get(0).command();
    assertThat(command.ts()).isEqualTo(OptionalLong.of(THEN));
    assertThat(command.by()).contains("sparkplug:plant/scada");
  }

  @Test
  void the_outcome_is_published_as_data_with_the_value_that_was_read_back() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.answers(BAY, "set_point", NodeRig.applied(16));

    DecodedPayload data = rig.last().payload();
    assertThat(rig.last().topic()).isEqualTo("spBv1.0/plant/DDATA/bridge/bay-01");
    assertThat(data.metrics()).hasSize(1);
    assertThat(data.metric("set_point").value()).isEqualTo(16);

    rig.answers(
        BAY,
        "set_point",
        new Outcome.Failed(Code.MISMATCH, "", OptionalInt.empty(), Optional.of(Decimal.of(10))));
    assertThat(rig.last().payload().metric("set_point").value()).isEqualTo(10);
  }

  /** A 32-bit float of 10.3 is 10.30000019073486 as a 64-bit one. */
  @ParameterizedTest
  @CsvSource({"alfen-eve-ng9xx, 9", "peblar, 10"})
  void a_decimal_of_a_host_is_the_one_that_it_wrote_and_comes_back(String id, int datatype) {
    NodeRig rig = new NodeRig();
    rig.comes(BAY, new Poll(Maps.of(id)));
    rig.started();
    Map<String, Object> written =
        datatype == 9
            ? Map.of("name", "set_point", "datatype", 9, "float_value", 10.3f)
            : Map.of("name", "set_point", "datatype", 10, "double_value", 10.3);
    rig.receives(DCMD, set(written));
    assertThat(rig.commands)
        .extracting(sent -> sent.command().value())
        .containsExactly(new Command.Number(new BigDecimal("10.3")));

    Optional<Decimal> amps = Decimal.parse("10.3");
    rig.answers(BAY, "set_point", new Outcome.Applied(true, amps, amps));
    assertThat(rig.last().payload().metric("set_point").value()).hasToString("10.3");
  }

  @Test
  void a_refused_write_publishes_the_value_that_still_holds() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.polls(BAY, new Poll().reads("set_point", new Reading.Whole(13)));
    int before = rig.published.size();
    rig.answers(BAY, "set_point", Outcome.rejected(Code.OUT_OF_RANGE, "no"));
    rig.answers(BAY, "control", Outcome.rejected(Code.NO_CONTROL, "no"));

    assertThat(rig.published).hasSize(before + 1);
    assertThat(rig.last().payload().metric("set_point").value()).isEqualTo(13);
  }

  @Test
  void a_null_or_a_wrong_type_reaches_the_gate_as_malformed_so_that_it_is_answered() {
    NodeRig rig = new NodeRig().started(BAY);
    List<Map<String, Object>> wrong =
        List.of(
            Map.of("name", "set_point", "is_null", true),
            Map.of("name", "set_point", "is_null", true, "int_value", 16),
            Map.of("name", "set_point"),
            Map.of("name", "set_point", "datatype", 9, "float_value", 16f),
            Map.of("name", "set_point", "datatype", 9, "int_value", 16),
            Map.of("name", "set_point", "datatype", 3, "long_value", 16L),
            Map.of("name", "set_point", "string_value", "16"),
            Map.of("name", "set_point", "boolean_value", true),
            Map.of("name", "current_phase_1", "float_value", Float.NaN));
    wrong.forEach(fields -> rig.receives(DCMD, set(fields)));

    assertThat(rig.commands).hasSameSizeAs(wrong);
    assertThat(rig.commands)
        .allSatisfy(
            sent -> assertThat(sent.command().value()).isInstanceOf(Command.Malformed.class));
    assertThat(rig.problems)
        .hasSameSizeAs(wrong)
        .allMatch(line -> line.contains("DCMD for bay-01"));
  }

  @Test
  void an_unknown_metric_an_alias_and_an_unknown_device_are_logged_and_reach_no_charger() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.receives(DCMD, set(Map.of("name", "set_point/+\n\u202e", "int_value", 16)));
    rig.receives(DCMD, set(Map.of("alias", 4L, "int_value", 16)));
    rig.receives(
        "spBv1.0/plant/DCMD/bridge/elsewhere", set(Map.of("name", "set_point", "int_value", 16)));
    rig.receives(
        "spBv1.0/plant/DCMD/bridge/NO ID", set(Map.of("name", "set_point", "int_value", 16)));

    assertThat(rig.commands).isEmpty();
    assertThat(rig.problems)
        .containsExactly(
            "DCMD for bay-01: no metric 'set_point/+??' in its DBIRTH",
            "DCMD for bay-01: a metric without a name; alias 4 is unknown, because this edge node"
                + " assigns none",
            "DCMD for elsewhere: no device has this id",
            "DCMD for a device that is not a charger is ignored");
  }

  @Test
  void a_retained_write_is_marked_and_a_retained_rebirth_is_ignored() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.scheduler.advance(5_000);
    rig.receives(DCMD, set(Map.of("name", "set_point", "int_value", 16)), true);
    rig.receives(NCMD, rebirth(), true);

    assertThat(rig.commands.get(0).command().retained()).isTrue();
    assertThat(rig.ofType("NBIRTH")).hasSize(1);
  }

  @Test
  void a_command_to_the_node_other_than_a_true_rebirth_changes_nothing() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.scheduler.advance(5_000);
    rig.receives(NCMD, set(Map.of("name", "Node Control/Rebirth", "boolean_value", false)));
    rig.receives(NCMD, set(Map.of("name", "Node Control/Rebirth", "int_value", 1)));
    rig.receives(NCMD, set(Map.of("name", "Node Control/Reboot", "boolean_value", true)));
    rig.receives(NCMD, set(Map.of("name", "bdSeq", "long_value", 7L)));

    assertThat(rig.ofType("NBIRTH")).hasSize(1);
    assertThat(rig.problems).hasSize(3);
  }

  @Test
  void bytes_of_any_kind_neither_end_the_session_nor_write_nor_fill_the_log() {
    NodeRig rig = new NodeRig().started(BAY);
    Random random = new Random(42);
    byte[] valid = set(Map.of("name", "set_point", "datatype", 3, "int_value", 16));
    for (int i = 0; i < 20_000; i++) {
      byte[] payload =
          i % 2 == 0 ? Arrays.copyOf(valid, random.nextInt(valid.length)) : valid.clone();
      for (int flips = random.nextInt(4); flips >= 0 && payload.length > 0; flips--) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt();
      }
      rig.receives(i % 3 == 0 ? NCMD : DCMD, payload);
    }
    rig.receives(DCMD, new byte[65_537]);
    rig.scheduler.advance(61_000);
    rig.receives(DCMD, new byte[] {(byte) 0x80});
    rig.polls(BAY, new Poll().reads("set_point", new Reading.Whole(9)));

    assertThat(rig.wills).hasSize(1);
    assertThat(rig.commands).allSatisfy(sent -> assertThat(sent.command().name()).isIn(names(rig)));
    assertThat(rig.last().type()).isEqualTo("DDATA");
    assertThat(rig.problems).as("lines of two minutes").hasSizeLessThanOrEqualTo(20);
    assertThat(rig.problems.get(rig.problems.size() - 1)).contains("more that were not logged");
  }

  private static List<String> names(NodeRig rig) {
    return rig.ofType("DBIRTH").get(0).payload().metrics().stream()
        .map(DecodedMetric::name)
        .toList();
  }

  @Test
  void a_message_with_more_metrics_than_a_host_needs_is_refused_as_a_whole() {
    NodeRig rig = new NodeRig().started(BAY);
    DecodedPayload.Builder many = DecodedPayload.command();
    for (int i = 0; i < 65; i++) {
      many.metric(Map.of("name", "set_point", "int_value", 16));
    }
    rig.receives(DCMD, many.bytes());

    assertThat(rig.commands).isEmpty();
    assertThat(rig.problems).singleElement().asString().contains("more than 64 metrics");
    assertThat(Optional.of(rig.ofType("DDATA"))).contains(List.of());
  }
}
