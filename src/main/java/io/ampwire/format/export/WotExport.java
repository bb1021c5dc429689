package io.ampwire.format.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.format.Json;
import io.ampwire.format.yaml.YamlScalar;
import io.ampwire.map.Label;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WriteRule;
import io.ampwire.trust.MapTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Export to a W3C Thing Description 1.1. Each point is a property with Modbus forms, whose value is
 * the raw number of its registers; {@code ampwire:scale} converts it to the unit of the map. The
 * bridge's documents and commands are affordances of their own with MQTT forms.
 *
 * <p>Source of the terms: W3C Thing Description 1.1, and the W3C drafts of the Modbus and the MQTT
 * binding.
 */
final class WotExport {
  private final MapTrust trust;
  private final RegisterMap map;
  private final Orders orders;

  private WotExport(MapTrust trust) {
    this.trust = trust;
    this.map = trust.map();
    this.orders = new Orders(trust);
  }

  static String write(MapTrust trust) {
    return new String(Json.pretty(new WotExport(trust)::thing), StandardCharsets.UTF_8);
  }

  private void thing(JsonGenerator json) throws IOException {
    context(json);
    json.writeStringField("title", YamlScalar.line(map.title()));
    json.writeStringField("description", description());
    json.writeObjectFieldStart("version");
    json.writeStringField("instance", map.digest().substring(0, 12));
    json.writeStringField("model", String.valueOf(map.revision()));
    json.writeEndObject();
    json.writeStringField("base", "modbus+tcp://CHARGER:" + map.link().port());
    json.writeObjectFieldStart("securityDefinitions");
    json.writeObjectFieldStart("modbus");
    json.writeStringField("scheme", "nosec");
    json.writeEndObject();
    WotBroker.security(json);
    json.writeEndObject();
    json.writeStringField("security", "modbus");
    json.writeObjectFieldStart("properties");
    for (Point point : map.points()) {
      property(json, point);
    }
    WotBroker.properties(json, map);
    json.writeEndObject();
    WotBroker.actions(json, map);
    WotBroker.events(json);
  }

  private static void context(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("@context");
    json.writeString("https://www.w3.org/2022/wot/td/v1.1");
    json.writeStartObject();
    json.writeStringField("modv", "https://www.w3.org/2019/wot/modbus#");
    json.writeStringField("mqv", "https://www.w3.org/2019/wot/mqtt#");
    json.writeStringField("ampwire", "urn:ampwire:wot#");
    json.writeEndObject();
    json.writeEndArray();
  }

  private String description() {
    List<String> sentences = ExportText.worth(trust, orders);
    sentences.add(
        "Replace CHARGER by the charger's address, BROKER by the broker's and CHARGER_ID by the"
            + " charger's id; the topics have the default base topic and bridge id.");
    sentences.add(
        "Properties with Modbus forms are raw: multiply by ampwire:scale, where a property has it."
            + " bridge-state has the scaled values.");
    sentences.add(
        "Read at most "
            + map.link().maxRegisters()
            + " registers at once"
            + (map.link().blockReads() ? "" : ", and never two points in one request")
            + (map.link().spacing().isZero()
                ? "."
                : "; wait " + map.link().spacing().toMillis() + " ms between requests."));
    if (map.points().stream().anyMatch(Point::writable)) {
      sentences.add(
          "A write over Modbus bypasses every check of the bridge; never write to a charger that a"
              + " bridge controls.");
    }
    map.lifebit()
        .ifPresent(
            rule ->
                sentences.add(
                    "NOT in here: the lifebit ("
                        + rule.scheme().label()
                        + "). Without it the charger may fall back to its fail-safe current."));
    return sentences.stream().map(YamlScalar::line).collect(Collectors.joining("\n"));
  }

  private void property(JsonGenerator json, Point point) throws IOException {
    json.writeObjectFieldStart(point.name());
    json.writeStringField("title", YamlScalar.line(point.title()));
    String meaning = meaning(point);
    if (!meaning.isEmpty()) {
      json.writeStringField("description", meaning);
    }
    schema(json, point);
    scale(json, point);
    if (!point.writable()) {
      json.writeBooleanField("readOnly", true);
    } else if (!point.readable()) {
      json.writeBooleanField("writeOnly", true);
    }
    json.writeArrayFieldStart("forms");
    WotModbusForm form = new WotModbusForm(map.link(), point, orders.of(point));
    if (point.readable()) {
      form.read(json);
    }
    if (point.writable()) {
      form.write(json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Type and range of the raw value; a reading outside what the map knows stays legal. */
  private static void schema(JsonGenerator json, Point point) throws IOException {
    ValueType type = point.type();
    if (point.isBit()) {
      json.writeStringField("type", "boolean");
    } else if (type.isText()) {
      json.writeStringField("type", "string");
    } else if (type.isFloat()) {
      json.writeStringField("type", "number");
    } else {
      json.writeStringField("type", "integer");
      if (type.registers() < 4) {
        json.writeNumberField("minimum", type.min());
        json.writeNumberField("maximum", type.max());
      } else if (type.min() == 0) {
        json.writeNumberField("minimum", 0);
      }
    }
  }

  private static void scale(JsonGenerator json, Point point) throws IOException {
    if (point.type().isText() || point.isBit() || point.coding().scalePoint().isPresent()) {
      return;
    }
    boolean scaled = point.scale() != 1;
    if (scaled) {
      json.writeFieldName("ampwire:scale");
      json.writeNumber(ExportText.number(point.scale()));
    }
    if (!point.unit().isEmpty()) {
      String unit = YamlScalar.line(point.unit());
      json.writeStringField("unit", scaled ? ExportText.number(point.scale()) + " " + unit : unit);
    }
  }

  /** What the schema cannot say: codes, special readings, and what may be written. */
  private static String meaning(Point point) {
    List<String> sentences = new ArrayList<>();
    if (!point.labels().isEmpty()) {
      sentences.add(
          "codes: "
              + point.labels().stream().map(WotExport::code).collect(Collectors.joining(", ")));
    }
    point
        .coding()
        .bits()
        .ifPresent(
            bits ->
                sentences.add(
                    "the code is in " + bits.count() + " bits from bit " + bits.from() + " on"));
    if (!point.coding().texts().isEmpty()) {
      sentences.add("letters stand for codes: " + new TreeMap<>(point.coding().texts()));
    }
    point
        .coding()
        .scalePoint()
        .ifPresent(
            name ->
                sentences.add(
                    "multiply by ten to the power of "
                        + name
                        + (point.unit().isEmpty() ? "" : " for " + point.unit())));
    if (point.bitfield()) {
      sentences.add("a bitfield");
    }
    if (!point.notAvailable().isEmpty()) {
      sentences.add("no value: " + new TreeSet<>(point.notAvailable()));
    }
    if (!point.sentinels().isEmpty()) {
      sentences.add("special readings: " + new TreeMap<>(point.sentinels()));
    }
    point.write().ifPresent(rule -> sentences.add(writes(point, rule)));
    return YamlScalar.line(String.join("; ", sentences));
  }

  private static String code(Label label) {
    return label.code() + " " + label.text();
  }

  private static String writes(Point point, WriteRule rule) {
    return "to write: "
        + rule.describe(OptionalLong.empty(), point.unit())
        + (rule.capped() ? ", never above the outlet's rating" : "")
        + (rule.nonVolatile() ? "; each write wears the memory" : "");
  }
}
