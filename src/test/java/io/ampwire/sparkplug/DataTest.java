package io.ampwire.sparkplug;

import static io.ampwire.sparkplug.NodeRig.BAY;
import static io.ampwire.sparkplug.NodeRig.DRIVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import io.ampwire.decode.Reading;
import io.ampwire.sparkplug.DecodedPayload.DecodedMetric;
import io.ampwire.sparkplug.NodeRig.Poll;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Data messages: what changed, when, and how good it is. */
class DataTest {
  private static Object part(DynamicMessage message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  /**
   * tck-id-topics-ddata-topic, tck-id-topics-ddata-payload, tck-id-topics-ddata-seq-num,
   * tck-id-topics-ddata-timestamp, tck-id-payloads-ddata-seq, tck-id-payloads-ddata-timestamp,
   * tck-id-payloads-metric-timestamp-in-utc, tck-id-payloads-metric-datatype-not-req.
   */
  @Test
  void a_poll_publishes_the_metrics_that_changed_with_the_time_of_the_poll() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.scheduler.setWall(1_795_374_000_123L);
    rig.polls(
        BAY,
        new Poll()
            .reads("set_point", new Reading.Whole(16))
            .reads("current_phase_1", new Reading.Real(13.484f)));

    assertThat(rig.last().topic()).isEqualTo("spBv1.0/plant/DDATA/bridge/bay-01");
    DecodedPayload data = rig.last().payload();
    assertThat(data.seq()).isEqualTo(2);
    assertThat(data.timestamp()).isEqualTo(1_795_374_000_123L);
    assertThat(data.metrics().stream().map(DecodedMetric::name))
        .containsExactlyInAnyOrder("set_point", "current_phase_1");
    for (DecodedMetric metric : data.metrics()) {
      assertThat(metric.timestamp()).isEqualTo(1_795_374_000_123L);
      assertThat(metric.field("datatype")).isEmpty();
      assertThat(metric.historical()).isFalse();
    }
    assertThat(data.metric("set_point").values()).isEqualTo(Map.of("int_value", 16));
  }

  @Test
  void a_poll_that_changes_nothing_publishes_nothing() {
    NodeRig rig = new NodeRig().started(BAY);
    int before = rig.published.size();
    rig.polls(BAY, new Poll());
    rig.polls(BAY, new Poll());

    assertThat(rig.published).hasSize(before);
  }

  /**
   * tck-id-topics-ndata-topic, tck-id-topics-ndata-payload, tck-id-topics-ndata-seq-num,
   * tck-id-topics-ndata-timestamp, tck-id-payloads-ndata-seq, tck-id-payloads-ndata-timestamp.
   */
  @Test
  void the_node_publishes_its_own_metrics_when_they_change() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.comes(DRIVE, new Poll());
    rig.scheduler.advance(1_000);

    assertThat(rig.last().topic()).isEqualTo("spBv1.0/plant/NDATA/bridge");
    DecodedPayload data = rig.last().payload();
    assertThat(data.seq()).isEqualTo(3);
    assertThat(data.timestamp()).isEqualTo(rig.scheduler.wallMillis());
    assertThat(data.metrics()).hasSize(1);
    assertThat(data.metric("Chargers/Online").values()).isEqualTo(Map.of("int_value", 2));
    int after = rig.published.size();
    rig.scheduler.advance(5_000);
    assertThat(rig.published).hasSize(after);
  }

  /**
   * tck-id-payloads-propertyset-keys-array-size, tck-id-payloads-propertyset-values-array-size,
   * tck-id-payloads-propertyset-quality-value-type,
   * tck-id-payloads-propertyset-quality-value-value, tck-id-payloads-metric-propertyvalue-type-req,
   * tck-id-payloads-metric-propertyvalue-type-type,
   * tck-id-payloads-metric-propertyvalue-type-value.
   */
  @Test
  void each_property_has_its_key_its_type_and_its_value() {
    NodeRig rig = new NodeRig();
    rig.comes(BAY, new Poll().reads("power_factor", Reading.NOT_AVAILABLE));
    rig.node.start();
    rig.scheduler.settle();

    int seen = 0;
    for (DecodedMetric metric : rig.last().payload().metrics()) {
      DynamicMessage set = (DynamicMessage) metric.field("properties").orElseThrow();
      assertThat((List<?>) part(set, "keys")).hasSameSizeAs((List<?>) part(set, "values"));
      for (Map.Entry<String, DynamicMessage> property : metric.properties().entrySet()) {
        boolean number = property.getKey().equals("Quality");
        assertThat(part(property.getValue(), "type")).isEqualTo(number ? 3 : 12);
        seen++;
      }
      assertThat(metric.property("Quality"))
          .as(metric.name())
          .isEqualTo(metric.name().equals("power_factor") ? 0 : 192);
    }
    assertThat(seen).isGreaterThan(50);
  }

  @Test
  void a_value_that_is_lost_is_null_and_bad_and_good_again_when_it_returns() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.polls(BAY, new Poll().reads("frequence", new Reading.Implausible("4711 Hz")));
    DecodedMetric lost = rig.last().payload().metric("frequence");
    rig.polls(BAY, new Poll().reads("frequence", new Reading.Real(50.01f)));
    DecodedMetric back = rig.last().payload().metric("frequence");

    assertThat(lost.isNull()).isTrue();
    assertThat(lost.values()).isEmpty();
    assertThat(lost.property("Quality")).isEqualTo(0);
    assertThat(back.isNull()).isFalse();
    assertThat(back.value()).isEqualTo(50.01f);
    assertThat(back.property("Quality")).isEqualTo(192);
  }

  @Test
  void a_code_is_published_with_its_label() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.polls(BAY, new Poll().reads("ev_state", new Reading.Whole(8)));

    assertThat(rig.last().payload().metric("ev_state").property("label")).isEqualTo("charging");
  }
}
