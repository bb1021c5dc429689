package io.ampwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.command.Permissions;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.format.JsonDocuments;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import io.ampwire.map.Evlink;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.mqtt.Topics;
import io.ampwire.session.ChargingSession;
import io.ampwire.system.OfficialSchema;
import io.ampwire.telemetry.BridgeInfo;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.TopicKind;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.Interpreter;
import io.ampwire.trust.TrustBook;
import io.ampwire.trust.WordOrderVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The AsyncAPI document: legal, complete, and true of the topics and documents of the bridge. */
class AsyncApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ChargerId BAY = new ChargerId("bay-01");
  private static final ChargerEvent EVENT =
      new ChargerEvent(ChargerEvent.Type.DRIFT, 0, Map.of("point", "set_point"));
  private static final Topics TOPICS = new Topics("ampwire", "bridge", Optional.empty());
  private static final Topics WIDE =
      new Topics("ampwire", "bridge", Optional.of("m1"), Optional.empty(), true);

  /** Values of the parameters, as the documents below have them. */
  private static final Map<String, String> VALUES =
      Map.of(
          "base", "ampwire",
          "bridge", "bridge",
          "charger", "bay-01",
          "point", "ev_state",
          "command", "set_point",
          "controller", "ems-1",
          "group", "car-park",
          "member", "m1");

  /** A document, and the message that describes it. */
  private record Made(String message, Document document) {}

  private static JsonNode api() throws IOException {
    return JSON.valueToTree(
        new Yaml().<Object>load(Files.readString(Path.of("docs/asyncapi.yaml"))));
  }

  private static String topic(JsonNode channel) {
    String topic = channel.get("address").asText();
    for (Map.Entry<String, String> value : VALUES.entrySet()) {
      String name = "{" + value.getKey() + "}";
      assertThat(channel.get("parameters").has(value.getKey()))
          .as("%s declares %s", topic, name)
          .isEqualTo(channel.get("address").asText().contains(name));
      topic = topic.replace(name, value.getValue());
    }
    return topic;
  }

  /** A document of the kind; a kind that this switch does not know does not compile. */
  private static Optional<Document> document(TopicKind kind) {
    return switch (kind) {
      case STATE, STATUS, META, SESSION -> Optional.of(new Document.Removed(BAY, kind));
      case POINT -> Optional.of(new Document.PointValue(BAY, "ev_state", Reading.NOT_READ));
      case EVENT -> Optional.of(new Document.Event(BAY, 0, OptionalLong.empty(), EVENT));
      case ACK -> Optional.of(answer(new Outcome.Unknown(Code.TIMEOUT, "lost")));
      case BACKLOG -> Optional.of(new Document.Late(Optional.of(BAY), new byte[0]));
      case BRIDGE_STATUS -> Optional.of(new Document.BridgeStatus(true));
      case BRIDGE_INFO -> Optional.of(info());
      case BRIDGE_EVENT -> Optional.of(new Document.BridgeEvent(1, "gap", 0, Map.of()));
      case PROBE -> Optional.of(new Document.Probe(""));
      case GROUP_STATE, GROUP_ACK ->
          Optional.of(new Document.GroupMessage("car-park", kind, Optional.empty()));
      case FOREIGN -> Optional.empty();
    };
  }

  private static Document answer(Outcome outcome) {
    return new Document.Answer(
        BAY, OptionalLong.of(3), new Ack("set_point", Optional.of("a1"), outcome, 0, 12));
  }

  private static Document info() {
    return new Document.Info(
        new BridgeInfo("1.0", "k3v9x2", 0, true, "digest", List.of("bay-01"), List.of(Evlink.MAP)));
  }

  @Test
  void the_document_satisfies_the_official_schema() throws IOException {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(OfficialSchema.read("@asyncapi/specs/schemas/3.0.0-without-$id.json"))
                .validate(api()))
        .isEmpty();
  }

  @Test
  void the_channels_are_the_topics_of_the_bridge_no_more_and_no_less() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (TopicKind kind : TopicKind.values()) {
      document(kind)
          .ifPresent(made -> expected.put(TOPICS.of(made), "send retain=" + kind.retained()));
    }
    String command = TOPICS.command(BAY, "set_point");
    String controlled = command + "/ems-1";
    assertThat(WIDE.command(controlled)).isPresent();
    expected.put(command, "receive retain=false");
    expected.put(controlled, "receive retain=false");
    expected.put(TOPICS.limit("car-park"), "receive retain=false");
    expected.put(WIDE.status(), "send retain=true");

    JsonNode api = api();
    Map<String, String> described = new TreeMap<>();
    for (JsonNode operation : api.get("operations")) {
      String channel = operation.at("/channel/$ref").asText().substring(1);
      JsonNode mqtt = operation.at("/bindings/mqtt");
      assertThat(mqtt.get("qos").asInt()).isEqualTo(1);
      described.put(
          topic(api.at(channel)),
          operation.get("action").asText() + " retain=" + mqtt.get("retain").asBoolean());
    }
    assertThat(described).isEqualTo(expected);
    assertThat(api.get("channels")).hasSize(expected.size());
  }

  @Test
  void documents_of_the_bridge_satisfy_the_schemas_of_their_messages() throws IOException {
    JsonDocuments documents = new JsonDocuments("k3v9x2", TrustBook.EMPTY);
    for (Made made :
        List.of(
            new Made("info", info()),
            new Made("event", new Document.Event(BAY, 1, OptionalLong.of(2), EVENT)),
            new Made("event", new Document.BridgeEvent(1, "gap", 0, Map.of("from", 3))),
            new Made("state", state()),
            new Made("backlog", state()),
            new Made("meta", meta()),
            new Made("session", session()),
            new Made(
                "answer",
                answer(
                    new Outcome.Applied(
                        true, Optional.of(Decimal.of(16)), Optional.of(Decimal.of(16))))),
            new Made("answer", answer(new Outcome.Rejected(Code.OFFLINE, "no answer"))),
            new Made(
                "answer",
                answer(
                    new Outcome.Failed(
                        Code.DEVICE_EXCEPTION, "no", OptionalInt.of(2), Optional.empty()))))) {
      byte[] text = documents.encode(made.document());
      assertThat(errors(made.message(), JSON.readTree(text))).as(new String(text)).isEmpty();
    }
    assertThat(errors("state", JSON.readTree("{\"schema\":1}"))).isNotEmpty();
  }

  @Test
  void the_examples_are_commands() throws IOException {
    for (String message : List.of("command", "limit")) {
      for (JsonNode example : api().at("/components/messages/" + message + "/examples")) {
        assertThat(errors(message, example.get("payload"))).as(example.toString()).isEmpty();
      }
    }
  }

  private static List<?> errors(String schema, JsonNode payload) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("$ref", "#/components/schemas/" + schema);
    root.set("components", api().get("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(root)
        .validate(payload);
  }

  private static Document state() {
    Capture nothing = new Capture(Evlink.MAP);
    return new Document.State(
        BAY,
        1,
        new ChargerSnapshot(
            Evlink.MAP,
            1_795_374_000_123L,
            ChargerSnapshot.Quality.PARTIAL,
            ControlView.NONE,
            WaitingFor.UNKNOWN,
            Optional.empty(),
            Arrays.asList(
                new Interpreter(Evlink.MAP, WordOrderChoice.LOW_WORD_FIRST).interpret(nothing, 0)),
            nothing));
  }

  private static Document meta() {
    return new Document.Meta(
        BAY,
        new ChargerMeta(
            Evlink.MAP,
            DeviceIdentity.UNKNOWN,
            new WordOrderVerdict(
                WordOrderVerdict.State.PROVING,
                Optional.empty(),
                new WordOrderVerdict.Integers(Optional.empty(), false),
                ""),
            Permissions.MONITOR_ONLY,
            Set.of(),
            new ChargerDescription(Optional.of("Süd"), Optional.empty(), List.of("a")),
            Map.of()));
  }

  private static Document session() {
    return new Document.Session(
        BAY,
        3,
        OptionalLong.empty(),
        1_000,
        new ChargingSession(
            "bay-01-x",
            new ChargingSession.Times(
                1_000, OptionalLong.empty(), OptionalLong.empty(), Duration.ZERO, Duration.ZERO),
            new ChargingSession.Energy(
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()),
            OptionalDouble.empty(),
            Optional.empty(),
            false));
  }
}
