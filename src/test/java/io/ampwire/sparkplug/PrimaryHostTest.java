package io.ampwire.sparkplug;

import static io.ampwire.sparkplug.NodeRig.BAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.sparkplug.NodeRig.Poll;
import org.junit.jupiter.api.Test;

/** A node with a primary host publishes only while that host is online. */
class PrimaryHostTest {
  /**
   * tck-id-message-flow-edge-node-birth-publish-phid-wait,
   * tck-id-message-flow-edge-node-birth-publish-phid-wait-online,
   * tck-id-operational-behavior-edge-node-birth-sequence-wait,
   * tck-id-operational-behavior-primary-application-state-with-multiple-servers-state-subs,
   * tck-id-operational-behavior-primary-application-state-with-multiple-servers-single-server.
   */
  @Test
  void nothing_is_published_until_the_primary_host_is_online() {
    NodeRig rig = NodeRig.withPrimaryHost().started(BAY);
    assertThat(rig.subscribed).contains("spBv1.0/STATE/scada");
    rig.hostSays("offline 10");
    rig.hostSays("nonsense");
    rig.scheduler.advance(60_000);
    assertThat(rig.published).isEmpty();
    assertThat(rig.wills).as("the connection stays").hasSize(1);

    rig.hostSays("online 11");
    assertThat(rig.types().subList(0, 2)).containsExactly("NBIRTH", "DBIRTH");
  }

  /** tck-id-message-flow-edge-node-birth-publish-phid-wait-id. */
  @Test
  void the_state_of_another_host_does_not_count() {
    NodeRig rig = NodeRig.withPrimaryHost().started(BAY);
    rig.receives(
        "spBv1.0/STATE/other", "online 10".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(rig.published).isEmpty();
  }

  /** tck-id-message-flow-edge-node-birth-publish-phid-wait-timestamp. */
  @Test
  void an_outdated_online_does_not_begin_a_session_and_an_equal_time_does() {
    NodeRig rig = NodeRig.withPrimaryHost().started(BAY);
    rig.hostSays("offline 10");
    rig.hostSays("online 9");
    assertThat(rig.published).isEmpty();

    rig.hostSays("online 10");
    assertThat(rig.types()).contains("NBIRTH");
  }

  /**
   * tck-id-message-flow-edge-node-birth-publish-phid-offline,
   * tck-id-operational-behavior-edge-node-termination-host-offline,
   * tck-id-operational-behavior-edge-node-termination-host-offline-reconnect,
   * tck-id-operational-behavior-primary-application-state-with-multiple-servers-walk. The list of
   * servers has one entry.
   */
  @Test
  void an_offline_host_ends_the_session_with_a_death_and_the_next_one_waits_again() {
    NodeRig rig = NodeRig.withPrimaryHost().started(BAY);
    rig.hostSays("online 10");
    rig.hostSays("offline 10");

    assertThat(rig.last().type()).isEqualTo("NDEATH");
    assertThat(rig.last().payload().metric("bdSeq").value()).isEqualTo(0L);
    assertThat(rig.left).isEqualTo(1);
    int before = rig.published.size();
    rig.scheduler.advance(10_000);
    assertThat(rig.wills).as("a new connection").hasSize(2);
    rig.polls(BAY, new Poll().reads("set_point", new Reading.Whole(16)));
    assertThat(rig.published).hasSize(before);

    rig.hostSays("online 20");
    assertThat(rig.published.get(before).type()).isEqualTo("NBIRTH");
    assertThat(rig.published.get(before).payload().metric("bdSeq").value()).isEqualTo(1L);
  }

  /** tck-id-operational-behavior-edge-node-termination-host-offline-timestamp. */
  @Test
  void an_outdated_offline_ends_nothing() {
    NodeRig rig = NodeRig.withPrimaryHost().started(BAY);
    rig.hostSays("online 10");
    rig.hostSays("offline 9");

    assertThat(rig.left).isZero();
    assertThat(rig.types()).doesNotContain("NDEATH");
  }

  @Test
  void a_command_before_the_session_reaches_no_charger() {
    NodeRig rig = NodeRig.withPrimaryHost().started(BAY);
    rig.receives(
        "spBv1.0/plant/DCMD/bridge/bay-01",
        DecodedPayload.command()
            .metric(java.util.Map.of("name", "set_point", "int_value", 16))
            .bytes());

    assertThat(rig.commands).isEmpty();
    assertThat(rig.problems).containsExactly("a command outside of a session is ignored");
  }
}
