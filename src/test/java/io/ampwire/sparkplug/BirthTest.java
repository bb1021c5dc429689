package io.ampwire.sparkplug;

import static io.ampwire.sparkplug.NodeRig.BAY;
import static io.ampwire.sparkplug.NodeRig.DRIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Evlink;
import io.ampwire.map.Point;
import io.ampwire.sparkplug.DecodedPayload.DecodedMetric;
import io.ampwire.sparkplug.NodeRig.Poll;
import io.ampwire.sparkplug.NodeRig.Published;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Birth certificates: order, sequence numbers, and what they contain. */
class BirthTest {
  private static final int INT32 = 3;
  private static final int INT64 = 4;
  private static final int FLOAT = 9;
  private static final int BOOLEAN = 11;

  private static DecodedPayload only(NodeRig rig, String type) {
    List<Published> all = rig.ofType(type);
    assertThat(all).hasSize(1);
    return all.get(0).payload();
  }

  /**
   * tck-id-message-flow-edge-node-birth-publish-connect,
   * tck-id-principles-birth-certificates-order,
   * tck-id-message-flow-device-birth-publish-nbirth-wait,
   * tck-id-message-flow-edge-node-birth-publish-nbirth-topic, tck-id-topics-nbirth-topic,
   * tck-id-message-flow-device-birth-publish-dbirth-topic, tck-id-topics-dbirth-topic,
   * tck-id-message-flow-device-birth-publish-dbirth-match-edge-node-topic.
   */
  @Test
  void the_node_is_born_first_and_then_each_device_that_is_online() {
    NodeRig rig = new NodeRig().started(BAY, DRIVE);
    rig.polls(BAY, new Poll().reads("set_point", new Reading.Whole(16)));

    assertThat(rig.wills).hasSize(1);
    assertThat(rig.published.stream().map(Published::topic).limit(3))
        .containsExactly(
            "spBv1.0/plant/NBIRTH/bridge",
            "spBv1.0/plant/DBIRTH/bridge/bay-01",
            "spBv1.0/plant/DBIRTH/bridge/drive");
  }

  /** tck-id-message-flow-edge-node-ncmd-subscribe, tck-id-message-flow-device-dcmd-subscribe. */
  @Test
  void the_node_subscribes_to_its_commands_before_it_is_born() {
    NodeRig rig = new NodeRig();
    rig.node.start();
    rig.scheduler.settle();

    assertThat(rig.subscribed)
        .containsExactly("spBv1.0/plant/NCMD/bridge", "spBv1.0/plant/DCMD/bridge/+");
    assertThat(rig.types()).containsExactly("NBIRTH");
  }

  /**
   * tck-id-message-flow-edge-node-birth-publish-nbirth-payload,
   * tck-id-message-flow-edge-node-birth-publish-nbirth-payload-seq, tck-id-payloads-nbirth-seq,
   * tck-id-payloads-sequence-num-req-nbirth, tck-id-topics-nbirth-seq-num,
   * tck-id-topics-nbirth-timestamp, tck-id-payloads-nbirth-timestamp.
   */
  @Test
  void a_node_birth_has_the_time_and_the_sequence_number_zero_each_time() {
    NodeRig rig = new NodeRig().started(BAY);
    long firstAt = rig.scheduler.wallMillis();
    rig.breaks();
    rig.scheduler.advance(10_000);

    assertThat(rig.ofType("NBIRTH")).hasSize(2);
    DecodedPayload first = rig.ofType("NBIRTH").get(0).payload();
    assertThat(first.seq()).isZero();
    assertThat(first.timestamp()).isEqualTo(firstAt);
    assertThat(rig.ofType("NBIRTH").get(1).payload().seq()).isZero();
  }

  /**
   * tck-id-message-flow-edge-node-birth-publish-nbirth-payload-bdseq, tck-id-payloads-nbirth-bdseq,
   * tck-id-payloads-nbirth-bdseq-repeat, tck-id-topics-nbirth-bdseq-included,
   * tck-id-topics-nbirth-bdseq-matching, tck-id-payloads-ndeath-bdseq.
   */
  @Test
  void birth_and_last_will_have_the_same_number_and_it_rises_with_each_connection() {
    NodeRig rig = new NodeRig().started();
    for (int i = 0; i < 3; i++) {
      rig.breaks();
      rig.scheduler.advance(10_000);
    }

    List<Long> wills = new ArrayList<>();
    rig.wills.forEach(will -> wills.add((Long) will.payload().metric("bdSeq").value()));
    List<Long> births = new ArrayList<>();
    rig.ofType("NBIRTH")
        .forEach(birth -> births.add((Long) birth.payload().metric("bdSeq").value()));
    assertThat(wills).containsExactly(0L, 1L, 2L, 3L);
    assertThat(births).isEqualTo(wills);
  }

  /**
   * tck-id-operational-behavior-data-commands-rebirth-name,
   * tck-id-operational-behavior-data-commands-rebirth-datatype,
   * tck-id-operational-behavior-data-commands-rebirth-value, tck-id-topics-nbirth-rebirth-metric,
   * tck-id-payloads-nbirth-rebirth-req.
   */
  @Test
  void a_node_birth_offers_a_rebirth() {
    DecodedMetric rebirth = only(new NodeRig().started(), "NBIRTH").metric("Node Control/Rebirth");

    assertThat(rebirth.field("datatype")).contains(BOOLEAN);
    assertThat(rebirth.values()).isEqualTo(Map.of("boolean_value", false));
    assertThat(rebirth.field("alias")).isEmpty();
  }

  /**
   * tck-id-topics-nbirth-metrics, tck-id-operational-behavior-data-publish-nbirth-values,
   * tck-id-payloads-metric-datatype-req, tck-id-payloads-name-birth-data-requirement,
   * tck-id-payloads-name-requirement, tck-id-case-sensitivity-metric-names.
   */
  @Test
  void every_metric_of_a_birth_has_a_name_of_its_own_a_type_a_time_and_a_value_or_null() {
    NodeRig rig = new NodeRig();
    rig.comes(BAY, new Poll().reads("session_energy", Reading.NOT_AVAILABLE));
    rig.node.start();
    rig.scheduler.settle();

    for (String type : List.of("NBIRTH", "DBIRTH")) {
      Set<String> names = new HashSet<>();
      for (DecodedMetric metric : only(rig, type).metrics()) {
        assertThat(names.add(metric.name().toLowerCase(Locale.ROOT))).as(metric.name()).isTrue();
        assertThat(metric.field("datatype")).as(metric.name()).isPresent();
        assertThat(metric.field("timestamp")).as(metric.name()).isPresent();
        assertThat(metric.values()).as(metric.name()).hasSize(metric.isNull() ? 0 : 1);
      }
    }
    assertThat(only(rig, "DBIRTH").metric("session_energy").isNull()).isTrue();
  }

  /**
   * tck-id-message-flow-device-birth-publish-dbirth-payload, tck-id-topics-dbirth-metrics,
   * tck-id-operational-behavior-data-publish-dbirth-values, tck-id-payloads-metric-datatype-value,
   * tck-id-payloads-metric-datatype-value-type. The values are those that the test's charger reads.
   */
  @Test
  void a_device_birth_has_every_point_with_its_value_type_and_unit() {
    NodeRig rig = new NodeRig();
    rig.comes(
        BAY,
        new Poll()
            .reads("ev_state", new Reading.Whole(8))
            .reads("set_point", new Reading.Whole(65_535))
            .reads("current_phase_1", new Reading.Real(13.484f))
            .reads("session_energy", new Reading.Whole(4_294_967_294L)));
    rig.node.start();
    rig.scheduler.settle();

    DecodedPayload birth = only(rig, "DBIRTH");
    assertThat(birth.metrics().stream().map(DecodedMetric::name))
        .containsExactlyElementsOf(
            Evlink.MAP.points().stream()
                .filter(point -> point.cadence().repeats())
                .map(Point::name)
                .toList());
    DecodedMetric current = birth.metric("current_phase_1");
    assertThat(current.field("datatype")).contains(FLOAT);
    assertThat(current.values()).isEqualTo(Map.of("float_value", 13.484f));
    assertThat(current.property("engUnit")).isEqualTo("A");
    assertThat(current.property("Quality")).isEqualTo(192);
    DecodedMetric setPoint = birth.metric("set_point");
    assertThat(setPoint.field("datatype")).contains(INT32);
    assertThat(setPoint.values()).isEqualTo(Map.of("int_value", 65_535));
    DecodedMetric energy = birth.metric("session_energy");
    assertThat(energy.field("datatype")).contains(INT64);
    assertThat(energy.values()).isEqualTo(Map.of("long_value", 4_294_967_294L));
    assertThat(birth.metric("ev_state").values()).isEqualTo(Map.of("int_value", 8));
    assertThat(birth.metric("ev_state").property("label")).isEqualTo("charging");
  }

  /**
   * tck-id-payloads-dbirth-seq, tck-id-payloads-dbirth-seq-inc, tck-id-topics-dbirth-seq,
   * tck-id-payloads-dbirth-timestamp, tck-id-topics-dbirth-timestamp,
   * tck-id-payloads-sequence-num-always-included.
   */
  @Test
  void sequence_numbers_rise_by_one_across_all_messages_and_wrap_after_255() {
    NodeRig rig = new NodeRig().started(BAY, DRIVE);
    for (int i = 1; i <= 300; i++) {
      rig.scheduler.advance(10);
      rig.polls(i % 2 == 0 ? BAY : DRIVE, new Poll().reads("set_point", new Reading.Whole(i)));
    }

    assertThat(rig.published).hasSizeGreaterThan(300);
    for (int i = 0; i < rig.published.size(); i++) {
      DecodedPayload payload = rig.published.get(i).payload();
      assertThat(payload.seq()).isEqualTo(i % 256);
      assertThat(payload.field("timestamp")).isPresent();
    }
  }

  /**
   * tck-id-payloads-dbirth-order, tck-id-payloads-ddata-order, tck-id-payloads-ndata-order. The
   * broker reads the births of 500 chargers in batches.
   */
  @Test
  void no_data_is_published_before_the_last_birth() {
    NodeRig rig = new NodeRig();
    List<ChargerId> chargers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      chargers.add(new ChargerId("bay-%03d".formatted(i)));
    }
    rig.answersPings = false;
    rig.started(chargers.toArray(ChargerId[]::new));
    assertThat(rig.ofType("DBIRTH")).as("the broker read nothing yet").hasSizeLessThan(100);

    rig.polls(chargers.get(0), new Poll().reads("set_point", new Reading.Whole(16)));
    rig.polls(chargers.get(499), new Poll().reads("set_point", new Reading.Whole(17)));
    for (int i = 0; i < 20; i++) {
      rig.answerPings();
    }

    List<String> types = rig.types();
    assertThat(types.get(0)).isEqualTo("NBIRTH");
    assertThat(types.subList(1, 501)).containsOnly("DBIRTH");
    assertThat(rig.ofType("DBIRTH").stream().map(Published::topic).collect(Collectors.toSet()))
        .hasSize(500);
    assertThat(rig.published.get(500).payload().metric("set_point").value()).isEqualTo(17);
    assertThat(types.subList(501, types.size())).isNotEmpty().doesNotContain("DBIRTH", "NBIRTH");
  }

  @Test
  void a_charger_that_comes_online_later_is_born_then() {
    NodeRig rig = new NodeRig().started();
    rig.comes(BAY, new Poll());

    assertThat(rig.types()).containsExactly("NBIRTH", "DBIRTH");
    assertThat(rig.last().payload().seq()).isEqualTo(1);
  }

  @Test
  void a_device_whose_birth_exceeds_the_brokers_packet_limit_is_named_and_takes_no_number() {
    NodeRig rig = new NodeRig();
    rig.maxPayload = 600;
    rig.started(BAY);
    rig.polls(BAY, new Poll().reads("set_point", new Reading.Whole(16)));

    assertThat(rig.types()).containsExactly("NBIRTH");
    assertThat(rig.problems)
        .singleElement()
        .asString()
        .contains("spBv1.0/plant/DBIRTH/bridge/bay-01", "packet limit");
    rig.scheduler.advance(2_000);
    rig.comes(DRIVE, new Poll());
    assertThat(rig.types()).doesNotContain("DBIRTH", "DDATA");
    assertThat(rig.ofType("NDATA"))
        .allSatisfy(data -> assertThat(data.payload().seq()).isEqualTo(1));
  }
}
