package io.ampwire.sparkplug;

import static io.ampwire.sparkplug.NodeRig.BAY;
import static io.ampwire.sparkplug.NodeRig.DRIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.sparkplug.DecodedPayload.DecodedMetric;
import io.ampwire.sparkplug.NodeRig.Poll;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Death certificates of devices and of the node. */
class DeathTest {
  /**
   * tck-id-operational-behavior-device-ddeath, tck-id-topics-ddeath-topic,
   * tck-id-topics-ddeath-seq-num, tck-id-payloads-ddeath-seq, tck-id-payloads-ddeath-seq-inc,
   * tck-id-payloads-ddeath-seq-number, tck-id-payloads-ddeath-timestamp.
   */
  @Test
  void a_charger_that_does_not_answer_dies_once_and_is_born_again_when_it_returns() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.goes(BAY);

    assertThat(rig.last().topic()).isEqualTo("spBv1.0/plant/DDEATH/bridge/bay-01");
    assertThat(rig.last().payload().seq()).isEqualTo(2);
    assertThat(rig.last().payload().timestamp()).isEqualTo(rig.scheduler.wallMillis());

    rig.comes(BAY, new Poll().reads("set_point", new Reading.Whole(16)));
    assertThat(rig.types()).containsExactly("NBIRTH", "DBIRTH", "DDEATH", "DBIRTH");
    assertThat(rig.last().payload().metric("set_point").value()).isEqualTo(16);
  }

  @Test
  void a_charger_that_was_never_online_is_neither_born_nor_dead() {
    NodeRig rig = new NodeRig().started();
    rig.goes(BAY);

    assertThat(rig.types()).containsExactly("NBIRTH");
  }

  @Test
  void a_charger_that_leaves_the_inventory_dies_and_stays_away() {
    NodeRig rig = new NodeRig().started(BAY, DRIVE);
    rig.node.removed(BAY);
    rig.scheduler.settle();
    assertThat(rig.last().topic()).isEqualTo("spBv1.0/plant/DDEATH/bridge/bay-01");
    rig.breaks();
    rig.scheduler.advance(10_000);

    assertThat(rig.types().subList(0, 4)).containsExactly("NBIRTH", "DBIRTH", "DBIRTH", "DDEATH");
    assertThat(rig.ofType("DBIRTH").stream().filter(p -> p.topic().endsWith("/bay-01"))).hasSize(1);
  }

  /**
   * tck-id-message-flow-edge-node-birth-publish-will-message,
   * tck-id-message-flow-edge-node-birth-publish-will-message-topic,
   * tck-id-message-flow-edge-node-birth-publish-will-message-payload, tck-id-topics-ndeath-topic,
   * tck-id-topics-ndeath-payload, tck-id-topics-ndeath-seq, tck-id-payloads-ndeath-seq,
   * tck-id-payloads-ndeath-will-message.
   */
  @Test
  void the_last_will_of_each_connection_is_a_death_certificate_with_only_its_number() {
    NodeRig rig = new NodeRig().started();
    rig.breaks();
    rig.scheduler.advance(10_000);

    assertThat(rig.wills).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(rig.wills.get(i).topic()).isEqualTo("spBv1.0/plant/NDEATH/bridge");
      DecodedPayload death = rig.wills.get(i).payload();
      assertThat(death.field("seq")).isEmpty();
      List<DecodedMetric> metrics = death.metrics();
      assertThat(metrics).hasSize(1);
      assertThat(metrics.get(0).name()).isEqualTo("bdSeq");
      assertThat(metrics.get(0).value()).isEqualTo((long) i);
    }
  }

  /**
   * tck-id-operational-behavior-edge-node-intentional-disconnect-ndeath,
   * tck-id-operational-behavior-edge-node-intentional-disconnect-packet,
   * tck-id-payloads-ndeath-will-message-publisher.
   */
  @Test
  void a_stop_publishes_the_death_certificate_and_disconnects_for_good() {
    NodeRig rig = new NodeRig().started(BAY);
    rig.node.stop();
    rig.scheduler.advance(60_000);

    assertThat(rig.last().topic()).isEqualTo("spBv1.0/plant/NDEATH/bridge");
    assertThat(rig.last().bytes()).isEqualTo(rig.wills.get(0).bytes());
    assertThat(rig.left).isEqualTo(1);
    assertThat(rig.wills).hasSize(1);
  }

  @Test
  void attempts_become_rarer_while_the_broker_refuses_the_connection() {
    NodeRig rig = new NodeRig();
    rig.accepts = false;
    rig.started(BAY);
    rig.scheduler.advance(600_000);

    assertThat(rig.wills).hasSizeBetween(600 / 9, 600 / 4);
    assertThat(rig.published).isEmpty();
  }
}
