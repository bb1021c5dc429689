package io.ampwire.format.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.format.yaml.YamlScalar;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.io.IOException;

/**
 * Documents and commands of the bridge for one charger, as affordances with MQTT forms. Their names
 * have a hyphen, which no point's name has.
 */
final class WotBroker {
  private static final String CHARGER = "ampwire/bridge/CHARGER_ID/";
  private static final String SECURITY = "broker";

  private WotBroker() {}

  static void security(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(SECURITY);
    json.writeStringField("scheme", "basic");
    json.writeStringField("in", "auto");
    json.writeEndObject();
  }

  /** Writes the state document and the status as properties. */
  static void properties(JsonGenerator json, RegisterMap map) throws IOException {
    json.writeObjectFieldStart("bridge-state");
    json.writeStringField("title", "State document of the bridge, scaled");
    json.writeStringField("type", "object");
    json.writeBooleanField("readOnly", true);
    json.writeBooleanField("observable", true);
    json.writeObjectFieldStart("properties");
    for (Point point : map.points()) {
      if (ChargerSnapshot.inState(point)) {
        value(json, point);
      }
    }
    json.writeEndObject();
    retained(json, "state", "application/json");
    json.writeEndObject();
    json.writeObjectFieldStart("bridge-status");
    json.writeStringField("title", "Whether the charger answers the bridge");
    json.writeStringField("type", "string");
    json.writeArrayFieldStart("enum");
    json.writeString("online");
    json.writeString("offline");
    json.writeEndArray();
    json.writeBooleanField("readOnly", true);
    json.writeBooleanField("observable", true);
    retained(json, "status", "text/plain");
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, Point point) throws IOException {
    json.writeObjectFieldStart(point.name());
    if (!point.unit().isEmpty()) {
      json.writeStringField("unit", YamlScalar.line(point.unit()));
    }
    boolean text = point.type().isText() && point.coding().texts().isEmpty();
    json.writeArrayFieldStart("oneOf");
    type(json, text ? "string" : "number");
    type(json, "null");
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void type(JsonGenerator json, String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
    json.writeEndObject();
  }

  /** Writes the commands; only a charger with a set point has one that each bridge accepts. */
  static void actions(JsonGenerator json, RegisterMap map) throws IOException {
    if (map.setPoint().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("actions");
    json.writeObjectFieldStart("bridge-set_point");
    json.writeStringField("title", "Limit the charging current; 0 pauses");
    json.writeObjectFieldStart("input");
    json.writeStringField("type", "number");
    json.writeStringField("unit", "A");
    json.writeNumberField("minimum", 0);
    json.writeEndObject();
    command(json, "set_point");
    json.writeEndObject();
    json.writeObjectFieldStart("bridge-control");
    json.writeStringField("title", "Renew or release control of the charger");
    json.writeObjectFieldStart("input");
    json.writeStringField("type", "string");
    json.writeArrayFieldStart("enum");
    json.writeString("renew");
    json.writeString("release");
    json.writeEndArray();
    json.writeEndObject();
    command(json, "control");
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Writes the charger's events and the answers to commands. */
  static void events(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("events");
    event(json, "bridge-event", "Events of the charger", "event");
    event(json, "bridge-answer", "Answers to commands", "ack/+");
    json.writeEndObject();
  }

  private static void event(JsonGenerator json, String name, String title, String filter)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("title", title);
    json.writeObjectFieldStart("data");
    json.writeStringField("type", "object");
    json.writeEndObject();
    json.writeArrayFieldStart("forms");
    form(json, filter, "application/json", "subscribe", "subscribeevent", "unsubscribeevent");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void retained(JsonGenerator json, String leaf, String contentType)
      throws IOException {
    json.writeArrayFieldStart("forms");
    form(
        json,
        leaf,
        contentType,
        "subscribe",
        "readproperty",
        "observeproperty",
        "unobserveproperty");
    json.writeBooleanField("mqv:retain", true);
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void command(JsonGenerator json, String name) throws IOException {
    json.writeArrayFieldStart("forms");
    form(json, "cmd/" + name, "application/json", "publish", "invokeaction");
    json.writeBooleanField("mqv:retain", false);
    json.writeEndObject();
    json.writeEndArray();
  }

  /**
   * Begins a form; the caller ends it. The topic is in the address too: node-wot reads it there.
   */
  private static void form(
      JsonGenerator json, String leaf, String contentType, String packet, String... operations)
      throws IOException {
    String topic = CHARGER + leaf;
    json.writeStartObject();
    json.writeStringField("href", "mqtt://BROKER:1883/" + topic);
    json.writeArrayFieldStart("op");
    for (String operation : operations) {
      json.writeString(operation);
    }
    json.writeEndArray();
    json.writeStringField("contentType", contentType);
    json.writeStringField("security", SECURITY);
    json.writeStringField("mqv:controlPacket", packet);
    json.writeStringField("mqv:qos", "1");
    json.writeStringField(packet.equals("publish") ? "mqv:topic" : "mqv:filter", topic);
  }
}
