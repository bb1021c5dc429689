package io.ampwire.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.format.GroupJson;
import io.ampwire.format.JsonDocuments;
import io.ampwire.group.GroupState;
import io.ampwire.group.PhaseAmps;
import io.ampwire.group.PhaseUse;
import io.ampwire.group.Room;
import io.ampwire.telemetry.Document;
import io.ampwire.trust.TrustBook;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Home Assistant is told of a group that shares its limit. */
class GroupDiscoveryTest {
  private static final String TOPIC = "homeassistant/device/ampwire_bridge_group_feeder-1/config";
  private static final LimitedGroup FEEDER = new LimitedGroup("feeder-1", 63, true);
  private static final JsonDocuments ENCODER = new JsonDocuments("boot", TrustBook.EMPTY);

  @TempDir Path folder;
  private final Line line = new Line();

  private static BridgeDescription bridge(boolean compat) {
    return new BridgeDescription("ampwire", "bridge", "1.0", compat, Optional.empty());
  }

  private Discovery discovery() {
    return new Discovery(
        line.telemetry(),
        new PlainTopics(),
        new AnnouncedTopics(folder.resolve("announced"), Runnable::run, trouble -> {}),
        new Discovery.Settings(true, "homeassistant", bridge(false)),
        line.scheduler(),
        new Random(7));
  }

  private static Map<String, JsonNode> messages(boolean compat) {
    DiscoveryDevice device = new DeviceFactory(bridge(compat), new PlainTopics()).group(FEEDER);
    Map<String, JsonNode> messages = new HashMap<>();
    new DiscoveryMessages("homeassistant", bridge(compat))
        .of(device)
        .forEach(
            (topic, content) ->
                messages.put(
                    topic,
                    Documents.json(
                        ENCODER.encode(
                            new Document.Announcement(topic, Optional.of(() -> content))))));
    return messages;
  }

  private static JsonNode state(Room limit, String source, boolean online) {
    GroupState state =
        new GroupState(
            1_795_374_000_000L,
            source,
            limit,
            OptionalLong.empty(),
            Optional.empty(),
            new GroupState.Load(
                new PhaseAmps(12.5, 9, 0),
                new PhaseAmps(16, 16, 16),
                new PhaseAmps(4, 5.5, 20),
                PhaseAmps.ZERO,
                online),
            List.of(
                new GroupState.MemberState(
                    "bay-01",
                    online,
                    OptionalLong.of(16),
                    true,
                    16,
                    new PhaseAmps(12.5, 9, 0),
                    PhaseUse.ALL,
                    OptionalInt.empty())));
    return Documents.json(GroupJson.write(GroupJson.state(state)));
  }

  @Test
  void a_group_is_announced_by_the_process_that_speaks_and_withdrawn_when_it_is_gone() {
    Discovery discovery = discovery();
    discovery.groups(List.of(FEEDER));
    discovery.start(List.of());
    assertThat(line.said(TOPIC)).isEmpty();

    discovery.speak();
    discovery.groups(List.of(FEEDER));
    assertThat(line.said(TOPIC)).hasSize(1);
    discovery.groups(List.of(new LimitedGroup("feeder-1", 32, true)));
    assertThat(line.said(TOPIC)).hasSize(2);

    discovery.groups(List.of());
    assertThat(line.said(TOPIC)).hasSize(3);
    assertThat(line.said(TOPIC).get(2).clears()).isTrue();
  }

  @Test
  void a_group_that_left_the_inventory_while_the_bridge_was_off_is_withdrawn() {
    Discovery before = discovery();
    before.groups(List.of(FEEDER));
    before.start(List.of());
    before.speak();
    line.prove();
    line.forget();

    Discovery next = discovery();
    next.groups(List.of());
    next.start(List.of());
    assertThat(line.said(TOPIC)).hasSize(1);
    assertThat(line.said(TOPIC).get(0).clears()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void home_assistant_takes_the_entities(boolean compat) {
    Rules rules = new Rules(compat);
    messages(compat).forEach(compat ? rules::single : rules::device);
    assertThat(rules.breaches()).isEmpty();
  }

  @Test
  void the_limit_is_set_in_amperes_and_the_sensors_show_the_state() throws Exception {
    JsonNode entities = messages(false).get(TOPIC).get("components");
    JsonNode number = entities.get("limit");
    assertThat(number.get("command_topic").asText())
        .isEqualTo("ampwire/bridge/_group/feeder-1/cmd/limit");
    assertThat(number.get("retain").booleanValue()).isFalse();
    assertThat(number.get("max").doubleValue()).isEqualTo(63);

    Jinja jinja = new Jinja();
    JsonNode state = state(Room.of(40), "command", true);
    for (String id :
        List.of("limit", "current-l1", "headroom-l2", "power-limit", "limit-source", "chargers")) {
      jinja.value(id, entities.get(id), state);
    }
    JsonNode trouble = state(new Room(PhaseAmps.each(63), 36.5), "safe", false);
    for (String id : List.of("power-limit", "limit-source", "chargers", "meter")) {
      jinja.value(id, entities.get(id), trouble);
    }
    List<Jinja.Answer> shown = jinja.answers();
    assertThat(States.complaints(shown)).isEmpty();
    assertThat(shown)
        .extracting(Jinja.Answer::text)
        .containsExactly(
            "40.0", "12.5", "5.5", "None", "command", "OFF", "8395", "safe", "ON", "ON");

    Jinja asked = new Jinja();
    asked.command("limit", number, "24");
    assertThat(asked.answers().get(0).text()).isEqualTo("{\"value\":24,\"by\":\"home-assistant\"}");
  }
}
