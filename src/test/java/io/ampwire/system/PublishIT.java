package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the inventory's {@code publish} does to what a subscriber gets. */
class PublishIT {
  private static final String BAY = "ampwire/bridge/bay-01/";

  @RegisterExtension final Rig rig = new Rig();

  /** FAULTS S23. */
  @Test
  void pointsHaveTopicsAndDocumentsAreSpacedUntilAnEditSaysOtherwise() {
    J2modServer server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    BridgeProcess bridge =
        rig.bridge(broker)
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                inventory(server, "{every: 3s, points: true}"))
            .start();
    subscriber.await1(BAY + "point/ev_state", "8");
    subscriber.await1(BAY + "point/set_point", "16");
    subscriber.await1(BAY + "point/current_phase_1", "13.484");
    assertThat(subscriber.on(BAY + "point/set_point")).hasSize(1);
    assertThat(rig.subscribe(broker, BAY + "point/set_point").await1(BAY + "point/set_point"))
        .matches(Message::retained);

    JsonNode warning =
        subscriber.awaitJson(
            "ampwire/bridge/event", e -> e.path("type").asText().equals("group_overdrawn"));
    assertThat(warning.get("group").asText()).isEqualTo("feeder");
    assertThat(warning.get("degraded").intValue()).isGreaterThan(6);

    // The word order is proved after three polls, which is a change and goes out at once.
    subscriber.awaitJson(BAY + "state", state -> state.get("quality").asText().equals("good"));
    subscriber.clear();
    subscriber.awaitCount(BAY + "state", 3);
    List<Message> states = subscriber.on(BAY + "state");
    for (int i = 1; i < states.size(); i++) {
      long apart =
          states.get(i).json().get("ts").asLong() - states.get(i - 1).json().get("ts").asLong();
      assertThat(apart).isGreaterThan(2_500L);
      assertThat(states.get(i).json().get("seq").asLong())
          .isEqualTo(states.get(i - 1).json().get("seq").asLong() + 1);
    }

    subscriber.clear();
    bridge.file("ampwire.inventory", "inventory.yaml", inventory(server, "{points: false}"));
    subscriber.await1(BAY + "point/set_point", "");
    subscriber.awaitCount(BAY + "state", 5);
    Subscriber late = rig.subscribe(broker, BAY + "#");
    late.await1(BAY + "state");
    await("nothing kept")
        .during(Duration.ofMillis(500))
        .until(() -> late.all().stream().noneMatch(m -> m.topic().contains("/point/")));
  }

  private static String inventory(J2modServer server, String publish) {
    return """
        chargers: [{id: bay-01, host: 127.0.0.1, port: %d, publish: %s}]
        groups: {feeder: {max-current: 6, members: [bay-01]}}
        """
        .formatted(server.port(), publish);
  }
}
