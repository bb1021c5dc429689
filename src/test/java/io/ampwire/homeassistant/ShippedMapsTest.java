package io.ampwire.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.format.JsonDocuments;
import io.ampwire.format.MapLibrary;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.telemetry.Document;
import io.ampwire.trust.TrustBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is announced of a charger of each shipped map. */
class ShippedMapsTest {
  private static final JsonDocuments ENCODER = new JsonDocuments("boot", TrustBook.EMPTY);
  private static final Collection<RegisterMap> MAPS =
      ((MapLibrary.Loaded) MapLibrary.shipped()).library().maps().values();
  private static final int SANE = 32 * 1024;
  private static final Set<String> ASKING = Set.of("number", "switch", "button", "select");

  /** FAULTS M19. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void every_map_gives_documents_that_home_assistant_takes(boolean compat) {
    Set<String> breaches = new HashSet<>();
    each(
        compat,
        (meta, messages) -> {
          Rules rules = new Rules(compat);
          messages.forEach(compat ? rules::single : rules::device);
          breaches.addAll(rules.breaches());
          assertThat(messages).as(meta.map().id()).isNotEmpty();
          messages.values().forEach(m -> assertThat(m.toString().length()).isLessThan(SANE));
        });
    assertThat(breaches).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void every_template_of_every_map_renders_without_a_warning(boolean compat) throws Exception {
    Jinja jinja = new Jinja();
    each(
        compat,
        (meta, messages) ->
            entities(messages, compat)
                .forEach((where, entity) -> ask(jinja, meta.map(), where, entity)));

    List<Jinja.Answer> answers = jinja.answers();

    assertThat(States.complaints(answers)).isEmpty();
    assertThat(answers).hasSizeGreaterThan(1000);
  }

  @Test
  void the_last_session_shows_when_it_ended_and_stays_while_the_next_one_lasts() throws Exception {
    Jinja jinja = new Jinja();
    each(
        false,
        (meta, messages) -> {
          for (String sensor :
              List.of("last-charging-session-energy", "last-charging-session-duration")) {
            JsonNode entity = entities(messages, false).get(sensor);
            Documents.sessions().forEach(session -> jinja.value(sensor, entity, session));
          }
        });
    assertThat(jinja.answers().subList(0, 4))
        .extracting(Jinja.Answer::text)
        .containsExactly("", "7.412", "", "3600");
  }

  @Test
  void nothing_can_be_asked_without_control() {
    each(
        false,
        (meta, messages) -> {
          boolean asks =
              entities(messages, false).values().stream()
                  .anyMatch(entity -> ASKING.contains(entity.get("platform").asText()));
          boolean controllable =
              meta.permissions().control()
                  && meta.map().points().stream().anyMatch(Point::writable);
          assertThat(asks).as(meta.map().id()).isEqualTo(controllable);
        });
  }

  @Test
  void every_point_has_a_title_that_a_person_would_choose() {
    for (RegisterMap map : MAPS) {
      assertThat(map.points())
          .as(map.id())
          .allSatisfy(
              point ->
                  assertThat(point.shown().title())
                      .as(point.name())
                      .hasValueSatisfying(
                          title -> assertThat(title).doesNotContain("_").matches("[A-Z].*")));
      assertThat(map.points().stream().map(Point::title).distinct()).hasSameSizeAs(map.points());
    }
  }

  @Test
  void what_counts_energy_over_a_life_is_fit_for_the_energy_dashboard() {
    each(
        false,
        (meta, messages) -> {
          JsonNode total = entities(messages, false).get("energy_active_total");
          if (meta.map().point("energy_active_total").isPresent()) {
            assertThat(total.get("device_class").asText()).isEqualTo("energy");
            assertThat(total.get("state_class").asText()).isEqualTo("total_increasing");
            assertThat(total.get("unit_of_measurement").asText()).isEqualTo("Wh");
          }
        });
  }

  @Test
  void what_only_keeps_a_charger_alive_is_no_entity_but_a_set_point_and_a_timeout_are() {
    Map<String, Set<String>> shown = new HashMap<>();
    each(false, (meta, messages) -> shown.put(meta.map().id(), entities(messages, false).keySet()));

    assertThat(shown.get("schneider-evlink-pro-ac"))
        .contains("set_point")
        .doesNotContain("lifebit", "major_version_digit", "build_version_digit");
    assertThat(shown.get("vestel-evc04")).contains("failsafe_timeout").doesNotContain("lifebit");
    assertThat(shown.get("alfen-eve-ng9xx")).contains("set_point");
    assertThat(shown.get("abb-terra-ac"))
        .contains("communication_timeout")
        .doesNotContain("firmware_version");
  }

  private static void ask(Jinja jinja, RegisterMap map, String where, JsonNode entity) {
    if (entity.has("value_template") && entity.get("state_topic").asText().endsWith("/state")) {
      Documents.of(map).forEach(state -> jinja.value(map.id() + " " + where, entity, state));
    }
    if (entity.has("value_template") && entity.get("state_topic").asText().endsWith("/session")) {
      Documents.sessions().forEach(session -> jinja.value(map.id() + " " + where, entity, session));
    }
    if (entity.has("command_template") && entity.has("options")) {
      entity.get("options").forEach(one -> jinja.command(where, entity(entity), one.asText()));
    }
  }

  /** What a command template renders has to be a number, not one of the options. */
  private static JsonNode entity(JsonNode select) {
    ObjectNode number = select.deepCopy();
    number.remove("options");
    return number.put("unit_of_measurement", "code");
  }

  private static void each(boolean compat, BiConsumer<ChargerMeta, Map<String, JsonNode>> look) {
    BridgeDescription site =
        new BridgeDescription("ampwire", "bridge", "1.0", compat, Optional.empty());
    DeviceFactory devices = new DeviceFactory(site, new PlainTopics());
    for (RegisterMap map : MAPS) {
      for (ChargerMeta meta : List.of(Documents.watched(map), Documents.controlled(map))) {
        DiscoveryDevice device = devices.charger(Documents.BAY, meta, Optional.empty());
        Map<String, JsonNode> messages = new HashMap<>();
        new DiscoveryMessages("homeassistant", site)
            .of(device)
            .forEach((topic, content) -> messages.put(topic, json(topic, content)));
        look.accept(meta, messages);
      }
    }
  }

  private static JsonNode json(String topic, Map<String, Object> content) {
    return Documents.json(
        ENCODER.encode(new Document.Announcement(topic, Optional.of(() -> content))));
  }

  private static Map<String, JsonNode> entities(Map<String, JsonNode> messages, boolean single) {
    Map<String, JsonNode> entities = new HashMap<>();
    if (single) {
      return messages;
    }
    List<JsonNode> all = new ArrayList<>(messages.values());
    all.get(0).get("components").properties().forEach(e -> entities.put(e.getKey(), e.getValue()));
    return entities;
  }
}
