package io.ampwire.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.command.Command;
import io.ampwire.decode.Reading;
import io.ampwire.format.CommandParser;
import io.ampwire.format.InventoryReader;
import io.ampwire.format.MapLibrary;
import io.ampwire.map.ChargerId;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Vehicle;
import io.ampwire.mqtt.Topics;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.TopicKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the how-to pages tell other programs about topics, points and payloads is true. */
class HowToPagesTest {
  private static final Map<String, RegisterMap> MAPS =
      ((MapLibrary.Loaded) MapLibrary.load(Optional.empty())).library().maps();
  private static final RegisterMap EVLINK = MAPS.get(InventoryReader.DEFAULT_MAP);
  private static final ChargerId CHARGER = new ChargerId("bay-01");
  private static final Topics TOPICS = new Topics("ampwire", "bridge", Optional.empty());
  private static final String STATE = TOPICS.of(new Document.Removed(CHARGER, TopicKind.STATE));

  /** A row of the page about the library: map, what to do at the charger, inventory. */
  private static List<String[]> chargers() {
    return new HowToPage("connect-a-charger")
        .text()
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(3).split("\\|", 3))
        .toList();
  }

  @Test
  void every_map_has_a_row_whose_writable_points_it_has() {
    List<String> rows = new ArrayList<>();
    for (String[] row : chargers()) {
      String id = row[0].replaceAll("[` ]", "");
      rows.add(id);
      String[] writes = row[2].split("`allow-writes`", 2);
      Matcher names = Pattern.compile("`([a-z_]+)`").matcher(writes.length > 1 ? writes[1] : "");
      while (names.find()) {
        assertThat(MAPS.get(id).point(names.group(1)))
            .as("%s of %s", names.group(1), id)
            .hasValueSatisfying(point -> assertThat(point.write()).isPresent());
      }
      boolean reads = MAPS.get(id).setPoint().isEmpty() && !row[2].contains("`allow-writes`");
      assertThat(row[2].contains("only read")).as(id).isEqualTo(reads);
    }
    assertThat(rows).containsExactlyInAnyOrderElementsOf(MAPS.keySet());
  }

  private static JsonNode evcc() {
    Map<String, Object> file = new Yaml().load(new HowToPage("evcc").blocks("yaml").get(1));
    return new ObjectMapper().<JsonNode>valueToTree(file).at("/chargers/0");
  }

  private static Command.Value command(String name, JsonNode setter, String payload) {
    Topics.CommandAddress address = TOPICS.command(setter.path("topic").asText()).orElseThrow();
    assertThat(address.charger()).isEqualTo(CHARGER);
    assertThat(address.name()).isEqualTo(name);
    return CommandParser.parse(name, payload.getBytes(StandardCharsets.UTF_8), false, 0, 0).value();
  }

  private static void assertSets(JsonNode setter, String payload, int amps) {
    String setPoint = EVLINK.setPoint().orElseThrow().point();
    Command.Value value = command(setPoint, setter, payload);
    assertThat(value).as(payload).isInstanceOf(Command.Number.class);
    assertThat(((Command.Number) value).value().intValueExact()).isEqualTo(amps);
    long whole = ((Command.Number) value).whole().orElseThrow();
    assertThat(EVLINK.point("set_point").orElseThrow().write().orElseThrow())
        .matches(rule -> rule.allows(whole, OptionalLong.of(16)));
  }

  @Test
  void evccReadsTopicsThatThereAreAndPointsOfTheMap() {
    JsonNode charger = evcc();
    List<JsonNode> readers = new ArrayList<>();
    charger.at("/currents").forEach(readers::add);
    readers.addAll(List.of(charger.at("/power"), charger.at("/energy")));

    for (JsonNode reader : readers) {
      String topic = reader.path("topic").asText();
      String point = topic.substring(topic.lastIndexOf('/') + 1);
      assertThat(EVLINK.point(point)).as(topic).isPresent();
      assertThat(TOPICS.of(new Document.PointValue(CHARGER, point, Reading.NOT_READ)))
          .isEqualTo(topic);
    }
    for (String name : List.of("status", "enabled")) {
      assertThat(charger.at("/" + name + "/topic").asText()).isEqualTo(STATE);
      assertThat(named(charger.at("/" + name + "/jq").asText()))
          .allSatisfy(point -> assertThat(EVLINK.point(point)).as(point).isPresent());
    }
    assertThat(EVLINK.point("power_active_phase_tot").orElseThrow().unit()).isEqualTo("kW");
    assertThat(EVLINK.point("energy_active_total").orElseThrow().unit()).isEqualTo("Wh");
  }

  /** Names after a dot, as jq reads them. */
  private static Set<String> named(String jq) {
    return Set.copyOf(
        Pattern.compile("\\.([a-z_0-9]+)")
            .matcher(jq)
            .results()
            .map(found -> found.group(1))
            .toList());
  }

  @Test
  void evccsLettersAreTheMapsCodes() throws IOException {
    String jq = evcc().at("/status/jq").asText();
    JsonNode letters = new ObjectMapper().readTree(jq.substring(0, jq.indexOf('}') + 1));
    Vehicle vehicle = EVLINK.vehicle();

    assertThat(codes(letters, "A")).isEqualTo(vehicle.absent());
    assertThat(codes(letters, "B"))
        .containsAll(vehicle.ready())
        .containsAll(vehicle.unauthorised())
        .hasSize(vehicle.ready().size() + vehicle.unauthorised().size());
    assertThat(codes(letters, "C")).isEqualTo(vehicle.charging());
    assertThat(codes(letters, "F")).isEqualTo(vehicle.fault());
  }

  private static Set<Long> codes(JsonNode letters, String letter) {
    return letters.properties().stream()
        .filter(field -> field.getValue().asText().equals(letter))
        .map(field -> Long.valueOf(field.getKey()))
        .collect(Collectors.toSet());
  }

  /** FAULTS C35. */
  @Test
  void whatEvccSendsIsTaken() {
    JsonNode enable = evcc().at("/enable/if");
    JsonNode disable = evcc().at("/enable/else");
    JsonNode current = evcc().at("/maxcurrent");

    assertThat(command("control", enable, enable.at("/payload").asText()))
        .as("what changes no limit")
        .isEqualTo(new Command.Word("renew"));
    assertSets(disable, disable.at("/payload").asText(), 0);
    assertSets(current, current.at("/payload").asText().replace("${maxcurrent}", "16"), 16);
  }

  @Test
  void theInventoryForEvccGivesEachPointATopic() {
    InventoryReader.Result read =
        InventoryReader.read("evcc.md", new HowToPage("evcc").blocks("yaml").get(0), MAPS);

    assertThat(read).isInstanceOf(InventoryReader.Parsed.class);
    assertThat(((InventoryReader.Parsed) read).inventory().chargers())
        .singleElement()
        .matches(charger -> charger.publish().points() && charger.id().equals(CHARGER));
  }

  private static JsonNode thingsBoard(String pointer) throws IOException {
    return new ObjectMapper()
        .readTree(new HowToPage("thingsboard").blocks("json").get(0))
        .at(pointer);
  }

  @Test
  void thingsBoardsGatewaySubscribesToDocumentsAndFindsTheChargerAndItsPoints() throws IOException {
    List<String> topics = new ArrayList<>();
    for (JsonNode mapping : thingsBoard("/mapping")) {
      String topic = mapping.path("topicFilter").asText().replace("+", CHARGER.value());
      topics.add(topic);
      Matcher name =
          Pattern.compile(mapping.at("/converter/deviceInfo/deviceNameExpression").asText())
              .matcher(topic);
      assertThat(name.results().map(MatchResult::group)).containsExactly(CHARGER.value());
      for (JsonNode series : mapping.at("/converter/timeseries")) {
        String key = series.path("key").asText();
        assertThat(series.path("value").asText()).isEqualTo("${" + key + "}");
        assertThat(EVLINK.point(key.replaceAll("_label$", ""))).as(key).isPresent();
      }
    }
    assertThat(topics).containsExactly(STATE, STATE.replaceAll("state$", "backlog"));
  }

  @Test
  void whatThingsBoardsGatewaySendsIsTaken() throws IOException {
    JsonNode calls = thingsBoard("/requestsMapping/serverSideRpc");
    JsonNode attribute = thingsBoard("/requestsMapping/attributeUpdates/0");

    assertThat(sent(calls.get(0), "requestTopicExpression", "${params}"))
        .isEqualTo(new Command.Number(BigDecimal.valueOf(16)));
    assertThat(calls.get(0).path("responseTopicExpression").asText())
        .isEqualTo(STATE.replaceAll("bay-01/state$", "\\${deviceName}/ack/set_point"));
    assertThat(sent(attribute, "topicExpression", "${attributeValue}"))
        .isEqualTo(new Command.Number(BigDecimal.valueOf(16)));
    assertThat(sent(calls.get(1), "requestTopicExpression", "${params}"))
        .isEqualTo(new Command.Word("renew"));
  }

  /** The command that the bridge takes a request for when the place holds 16. */
  private static Command.Value sent(JsonNode request, String topicKey, String place) {
    String topic = request.path(topicKey).asText().replace("${deviceName}", CHARGER.value());
    Topics.CommandAddress address = TOPICS.command(topic).orElseThrow();
    assertThat(address.charger()).isEqualTo(CHARGER);
    byte[] payload =
        request
            .path("valueExpression")
            .asText()
            .replace(place, "16")
            .getBytes(StandardCharsets.UTF_8);
    return CommandParser.parse(address.name(), payload, false, 0, 0).value();
  }

  @Test
  void telegrafSubscribesToTopicsThatThereAre() {
    String settings = new HowToPage("telegraf").blocks("toml").get(0);
    List<String> filters =
        Pattern.compile("\"(ampwire/[^\"]+)\"")
            .matcher(settings)
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();

    assertThat(filters)
        .containsExactly(
            "ampwire/+/+/state", "ampwire/+/+/backlog", "ampwire/+/+/+", "ampwire/+/+/ack/+");
    assertThat(STATE).matches("ampwire/[^/]+/[^/]+/state");
  }

  @Test
  void thePolicyForAwsAllowsWhatTheBridgeDoes() throws IOException {
    JsonNode statements =
        new ObjectMapper()
            .readTree(new HowToPage("aws-iot-core").blocks("json").get(0))
            .path("Statement");
    String root = TOPICS.status().substring(0, TOPICS.status().lastIndexOf('/'));

    assertThat(statements.findValuesAsText("Resource"))
        .containsExactly(
            "arn:aws:iot:REGION:ACCOUNT:client/site-1",
            "arn:aws:iot:REGION:ACCOUNT:topic/" + root + "/*",
            "arn:aws:iot:REGION:ACCOUNT:topicfilter/" + root + "/+/cmd/+",
            "arn:aws:iot:REGION:ACCOUNT:topic/" + root + "/*/cmd/*");
  }
}
