package io.ampwire.homeassistant;

import static io.ampwire.homeassistant.Documents.BAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.control.ControlPhase;
import io.ampwire.decode.Reading;
import io.ampwire.faults.Maps;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import io.ampwire.map.Evlink;
import io.ampwire.map.RegisterMap;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.FanOutSink;
import io.ampwire.trust.DeviceIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryTest {
  private static final String TOPIC = "homeassistant/device/ampwire_bridge_bay-01/config";
  private static final String BRIDGE = "homeassistant/device/ampwire_bridge/config";

  @TempDir Path folder;
  private final Line line = new Line();

  private Discovery discovery(
      boolean enabled, String prefix, boolean compat, ChargerId... inForce) {
    Discovery discovery =
        new Discovery(
            line.telemetry(),
            new PlainTopics(),
            new AnnouncedTopics(folder.resolve("told"), Runnable::run, trouble -> {}),
            new Discovery.Settings(
                enabled,
                prefix,
                new BridgeDescription(
                    "ampwire",
                    "bridge",
                    "1.0",
                    compat,
                    Optional.of("http://gateway.example:8080"))),
            line.scheduler(),
            new Random(7));
    discovery.start(List.of(inForce));
    discovery.speak();
    return discovery;
  }

  private Discovery discovery() {
    return discovery(true, "homeassistant", false, BAY);
  }

  @Test
  void a_charger_is_announced_once_it_says_what_it_is_and_again_when_that_changes() {
    Discovery discovery = discovery();
    assertThat(said(BRIDGE)).hasSize(1);
    assertThat(said(TOPIC)).isEmpty();

    discovery.meta(BAY, Documents.watched(Evlink.MAP));
    discovery.meta(BAY, Documents.watched(Evlink.MAP));
    assertThat(said(TOPIC)).hasSize(1);

    discovery.meta(BAY, Documents.controlled(Evlink.MAP));
    assertThat(said(TOPIC)).hasSize(2);
  }

  @Test
  void it_is_announced_before_its_own_documents() {
    TelemetrySink sink = new FanOutSink(List.of(discovery(), line.telemetry()));
    sink.meta(BAY, Documents.watched(Evlink.MAP));

    assertThat(line.documents())
        .extracting(d -> (Object) d.getClass())
        .containsExactly(
            Document.BridgeStatus.class,
            Document.Announcement.class,
            Document.Announcement.class,
            Document.Meta.class);
  }

  @Test
  void a_point_that_the_device_turns_out_not_to_have_leaves_the_device() {
    Discovery discovery = discovery();
    discovery.meta(BAY, Documents.watched(Evlink.MAP));
    discovery.meta(
        BAY, Documents.meta(Evlink.MAP, Documents.allowing(Evlink.MAP), Set.of("frequence")));
    assertThat(components().get("frequence")).isEqualTo(Map.of("platform", "sensor"));

    line.prove();
    discovery.meta(
        BAY,
        Documents.meta(
            Evlink.MAP, Documents.allowing(Evlink.MAP), Set.of("frequence", "command_status")));
    assertThat(components()).doesNotContainKey("frequence");
    assertThat(components().get("command_status")).isEqualTo(Map.of("platform", "sensor"));
  }

  @Test
  void what_may_no_longer_be_asked_leaves_the_device() {
    Discovery discovery = discovery();
    discovery.meta(BAY, Documents.controlled(Evlink.MAP));
    discovery.meta(BAY, Documents.watched(Evlink.MAP));

    assertThat(components().get("charging-limit")).isEqualTo(Map.of("platform", "number"));
    assertThat(components().get("charging-pause")).isEqualTo(Map.of("platform", "switch"));
    assertThat(components().get("set_command-9")).isEqualTo(Map.of("platform", "button"));
  }

  @Test
  void a_pause_ends_with_the_limit_of_before_even_after_a_restart() {
    Discovery discovery = discovery();
    discovery.meta(BAY, Documents.controlled(Evlink.MAP));
    assertThat(pause())
        .containsEntry("payload_on", asked(0))
        .containsEntry("payload_off", asked(6));

    for (long limit : new long[] {12, 13, 0, 0}) {
      limit(discovery, limit);
    }
    assertThat(pause()).containsEntry("payload_off", asked(13));
    assertThat(said(TOPIC)).hasSize(2);

    Discovery next = discovery();
    next.meta(BAY, Documents.controlled(Evlink.MAP));
    assertThat(pause()).containsEntry("payload_off", asked(13));
  }

  @Test
  void a_pause_before_any_limit_keeps_what_the_register_said_and_else_shows_none() {
    Discovery discovery = discovery();
    discovery.meta(BAY, Documents.controlled(Evlink.MAP));
    limit(discovery, 0);
    assertThat(limitTemplate()).startsWith("{{ none if value_json.control_limit == 0 ");
    assertThat(pause()).containsEntry("payload_off", asked(6));

    free(discovery, new Reading.Whole(16));
    limit(discovery, 0);
    assertThat(limitTemplate()).startsWith("{{ 16 if value_json.control_limit == 0 ");
    assertThat(pause()).containsEntry("payload_off", asked(16));

    limit(discovery, 13);
    free(discovery, Reading.NOT_READ);
    limit(discovery, 0);
    assertThat(pause()).containsEntry("payload_off", asked(13));
  }

  @Test
  void when_home_assistant_starts_it_is_told_everything_once_a_bit_later() {
    Discovery discovery = discovery();
    discovery.meta(BAY, Documents.watched(Evlink.MAP));
    line.telemetry().state(BAY, limited(10));
    line.forget();

    discovery.homeAssistantStarted();
    discovery.homeAssistantStarted();
    line.scheduler().advance(900);
    assertThat(said(TOPIC)).isEmpty();
    line.scheduler().advance(10_000);

    assertThat(said(BRIDGE)).hasSize(1);
    assertThat(said(TOPIC)).hasSize(1);
    assertThat(line.documents()).filteredOn(Document.State.class::isInstance).hasSize(1);
  }

  @Test
  void a_charger_that_leaves_while_the_broker_is_away_is_taken_back_when_it_returns() {
    Discovery discovery = discovery();
    discovery.meta(BAY, Documents.watched(Evlink.MAP));
    line.outbox().disconnected();
    discovery.removed(BAY);
    line.forget();

    line.outbox().connected();

    assertThat(said(TOPIC)).singleElement().satisfies(a -> assertThat(a.clears()).isTrue());
    assertThat(said(BRIDGE)).singleElement().satisfies(a -> assertThat(a.clears()).isFalse());
  }

  @Test
  void a_run_takes_back_what_an_earlier_one_told_of_chargers_that_are_gone_since() {
    discovery().meta(BAY, Documents.watched(Evlink.MAP));
    line.forget();

    discovery(true, "homeassistant", false);

    assertThat(said(BRIDGE)).singleElement().satisfies(a -> assertThat(a.clears()).isFalse());
    assertThat(said(TOPIC)).singleElement().satisfies(a -> assertThat(a.clears()).isTrue());
  }

  @Test
  void switched_off_it_takes_everything_back_and_says_nothing() {
    discovery().meta(BAY, Documents.watched(Evlink.MAP));
    line.forget();

    Discovery off = discovery(false, "homeassistant", false, BAY);
    off.meta(BAY, Documents.watched(Evlink.MAP));
    off.homeAssistantStarted();
    line.scheduler().advance(20_000);

    List<Document.Announcement> said = new ArrayList<>(said(TOPIC));
    said.addAll(said(BRIDGE));
    assertThat(said).hasSize(2).allMatch(Document.Announcement::clears);
  }

  @Test
  void under_another_prefix_the_old_one_is_cleared_first() {
    discovery().meta(BAY, Documents.watched(Evlink.MAP));
    line.forget();

    discovery(true, "house", false, BAY);

    List<String> topics =
        line.documents().stream()
            .filter(Document.Announcement.class::isInstance)
            .map(d -> ((Document.Announcement) d).topic())
            .toList();
    assertThat(topics).containsExactly(BRIDGE, TOPIC, "house/device/ampwire_bridge/config");
  }

  @Test
  void for_older_versions_an_entity_that_is_gone_has_its_own_topic_cleared() {
    Discovery discovery = discovery(true, "homeassistant", true, BAY);
    discovery.meta(BAY, Documents.watched(Evlink.MAP));
    String topic = "homeassistant/sensor/ampwire_bridge_bay-01/frequence/config";
    line.scheduler().advance(1_000);
    assertThat(said(topic)).hasSize(1);

    discovery.meta(
        BAY, Documents.meta(Evlink.MAP, Documents.allowing(Evlink.MAP), Set.of("frequence")));
    line.scheduler().advance(1_000);

    assertThat(said(topic)).hasSize(2);
    assertThat(said(topic).get(1).clears()).isTrue();
  }

  @Test
  void a_charger_that_another_process_has_is_no_longer_told_of_and_not_taken_back() {
    Discovery discovery = discovery();
    discovery.meta(BAY, Documents.watched(Evlink.MAP));
    discovery.handed(BAY);
    line.forget();

    line.telemetry().repeat();
    discovery(true, "homeassistant", false, BAY);

    assertThat(said(TOPIC)).isEmpty();
  }

  @Test
  void a_charger_added_later_is_announced_like_any_other() {
    Discovery discovery = discovery();
    ChargerId second = new ChargerId("bay-02");
    discovery.meta(second, Documents.watched(Evlink.MAP));

    assertThat(said(TOPIC.replace("bay-01", "bay-02"))).hasSize(1);
    assertThat(said(BRIDGE)).hasSize(1);
  }

  @Test
  void a_device_says_who_made_it_where_it_stands_and_where_more_is_shown() {
    ChargerMeta seen = Documents.watched(Evlink.MAP);
    ChargerDescription description =
        new ChargerDescription(
            Optional.of("Visitors, left"), Optional.of("Car park north"), List.of("visitors"));
    discovery()
        .meta(
            BAY,
            new ChargerMeta(
                seen.map(),
                new DeviceIdentity(
                    Optional.of("EVB3S22N40M"),
                    Optional.of("1.2.3"),
                    Optional.empty(),
                    DeviceIdentity.Fit.FITS),
                seen.verdict(),
                seen.permissions(),
                Set.of(),
                description,
                Map.of()));

    assertThat(line.content(TOPIC).get("device"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("name", "Visitors, left")
        .containsEntry("manufacturer", "Schneider Electric")
        .containsEntry("model", "Schneider Electric EVlink Pro AC")
        .containsEntry("model_id", "EVB3S22N40M")
        .containsEntry("sw_version", "1.2.3")
        .containsEntry("suggested_area", "Car park north")
        .containsEntry("configuration_url", "http://gateway.example:8080/charger.html?id=bay-01");
    assertThat(components().get("set_point"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("default_entity_id", "sensor.bay_01_set_point");
    assertThat(line.content(BRIDGE).get("device"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("manufacturer", "Ampwire")
        .containsEntry("configuration_url", "http://gateway.example:8080/");
  }

  /** A slider in thousandths of an ampere cannot be set by hand. */
  @ParameterizedTest
  @CsvSource({
    "schneider-evlink-pro-ac, 1",
    "alfen-eve-ng9xx, 0.1",
    "solax-x3-evc, 0.1",
    "peblar, 0.1"
  })
  void the_limit_has_the_step_of_the_map_and_a_pause_ends_with_its_decimals(
      String id, String step) {
    RegisterMap map = Maps.of(id);
    Discovery discovery = discovery();
    discovery.meta(BAY, Documents.controlled(map));
    assertThat(components().get("charging-limit"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .extractingByKey("step")
        .hasToString(step);

    for (String limit : List.of("10.5", "0")) {
      discovery.state(
          BAY,
          Documents.snapshot(
              map, point -> Reading.NOT_READ, ControlPhase.HELD, Decimal.parse(limit)));
    }
    assertThat(pause()).containsEntry("payload_off", "{\"value\":10.5,\"by\":\"home-assistant\"}");
    Discovery next = discovery();
    next.meta(BAY, Documents.controlled(map));
    assertThat(pause())
        .as("after a restart")
        .extractingByKey("payload_off")
        .asString()
        .contains("10.5");
  }

  private void limit(Discovery discovery, long limit) {
    discovery.state(BAY, limited(limit));
  }

  private static ChargerSnapshot limited(long limit) {
    return Documents.snapshot(
        Evlink.MAP, point -> Reading.NOT_READ, ControlPhase.HELD, Optional.of(Decimal.of(limit)));
  }

  /** Nobody controls the charger, and its set point reads so. */
  private void free(Discovery discovery, Reading setPoint) {
    discovery.state(
        BAY,
        Documents.snapshot(
            Evlink.MAP,
            point -> point.name().equals("set_point") ? setPoint : Reading.NOT_READ,
            ControlPhase.FREE,
            Optional.empty()));
  }

  private static String asked(long amps) {
    return "{\"value\":" + amps + ",\"by\":\"home-assistant\"}";
  }

  @SuppressWarnings("unchecked")
  private String limitTemplate() {
    return (String)
        ((Map<String, Object>) components().get("charging-limit")).get("value_template");
  }

  private List<Document.Announcement> said(String topic) {
    return line.said(topic);
  }

  private Map<String, Object> components() {
    return line.components(TOPIC);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> pause() {
    return (Map<String, Object>) components().get("charging-pause");
  }
}
