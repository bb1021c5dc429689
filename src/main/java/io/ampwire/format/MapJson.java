package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.map.Label;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.SetPointRule;
import io.ampwire.map.Source;
import io.ampwire.map.WriteRule;
import io.ampwire.trust.DeviceVersion;
import io.ampwire.trust.MapTrust;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** JSON of one map in full, for the API. */
public final class MapJson {
  private MapJson() {}

  /** Writes the keys of the list and the content of the map. */
  public static byte[] write(MapTrust trust) {
    return Json.object(json -> fields(json, trust));
  }

  static void fields(JsonGenerator json, MapTrust trust) throws IOException {
    RegisterMap map = trust.map();
    LibraryJson.glance(json, trust);
    TrustJson.records(json, trust);
    sources(json, map.sources());
    link(json, map.link());
    identity(json, map);
    control(json, map);
    texts(json, "notes", map.notes());
    json.writeArrayFieldStart("points");
    for (Point point : map.points()) {
      json.writeStartObject();
      point(json, point);
      TrustJson.point(json, trust, point, DeviceVersion.UNKNOWN);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void sources(JsonGenerator json, List<Source> sources) throws IOException {
    json.writeArrayFieldStart("sources");
    for (Source source : sources) {
      json.writeStartObject();
      json.writeStringField("mark", source.mark());
      json.writeStringField("kind", source.kind());
      json.writeStringField("title", source.title());
      json.writeStringField("url", source.url().isEmpty() ? null : source.url());
      json.writeStringField("date", source.date().isEmpty() ? null : source.date());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void link(JsonGenerator json, LinkSettings link) throws IOException {
    json.writeObjectFieldStart("link");
    json.writeNumberField("port", link.port());
    json.writeNumberField("unit", link.unit());
    json.writeStringField("word_order", link.order().label());
    json.writeNumberField("read_function", link.readFunction());
    json.writeNumberField("write_function", link.writeFunction());
    json.writeNumberField("max_registers", link.maxRegisters());
    json.writeBooleanField("block_reads", link.blockReads());
    json.writeNumberField("spacing_ms", link.spacing().toMillis());
    json.writeNumberField("connectors", link.connectors().count());
    json.writeArrayFieldStart("windows");
    for (LinkSettings.Window window : link.windows()) {
      json.writeStartObject();
      json.writeNumberField("from", window.from());
      json.writeNumberField("to", window.to());
      json.writeNumberField("gap", window.gap());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void identity(JsonGenerator json, RegisterMap map) throws IOException {
    json.writeObjectFieldStart("identity");
    json.writeStringField("reference", map.identity().reference().orElse(null));
    json.writeStringField("model", map.identity().model().orElse(null));
    texts(json, "firmware", map.identity().firmware());
    texts(json, "families", map.identity().families());
    texts(json, "references", map.identity().references());
    json.writeEndObject();
  }

  private static void control(JsonGenerator json, RegisterMap map) throws IOException {
    json.writeFieldName("set_point");
    Optional<SetPointRule> setPoint = map.setPoint();
    if (setPoint.isPresent()) {
      json.writeStartObject();
      json.writeStringField("point", setPoint.get().point());
      whole(json, "pause", setPoint.get().pause());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    json.writeFieldName("lifebit");
    Optional<LifebitRule> lifebit = map.lifebit();
    if (lifebit.isPresent()) {
      json.writeStartObject();
      json.writeStringField("scheme", lifebit.get().scheme().label());
      json.writeStringField(
          "point", lifebit.get().point().isEmpty() ? null : lifebit.get().point());
      json.writeNumberField("value", lifebit.get().value());
      json.writeNumberField("period_ms", lifebit.get().period().toMillis());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    texts(json, "fail_safe", map.failSafe().points());
  }

  private static void point(JsonGenerator json, Point point) throws IOException {
    json.writeStringField("name", point.name());
    json.writeNumberField("address", point.address());
    json.writeNumberField("registers", point.registers());
    json.writeStringField("type", point.typeName());
    json.writeNumberField("scale", point.scale());
    json.writeStringField("unit", point.unit());
    json.writeStringField("access", Scalars.spelled(point.access()));
    json.writeStringField("cadence", point.cadence().label());
    json.writeNumberField("read_function", point.readFunction());
    json.writeNumberField("write_function", point.writeFunction());
    json.writeBooleanField("required", point.core());
    json.writeBooleanField("bitfield", point.bitfield());
    codes(json, "labels", labels(point));
    codes(json, "sentinels", new TreeMap<>(point.sentinels()));
    json.writeStringField("writes", point.write().map(rule -> writes(point, rule)).orElse(null));
    texts(json, "sources", point.sources());
  }

  private static String writes(Point point, WriteRule rule) {
    return rule.describe(OptionalLong.empty(), point.unit());
  }

  private static Map<Long, String> labels(Point point) {
    Map<Long, String> labels = new TreeMap<>();
    for (Label label : point.labels()) {
      labels.put(label.code(), label.text());
    }
    return labels;
  }

  private static void codes(JsonGenerator json, String key, Map<Long, String> codes)
      throws IOException {
    json.writeObjectFieldStart(key);
    for (Map.Entry<Long, String> code : codes.entrySet()) {
      json.writeStringField(code.getKey().toString(), code.getValue());
    }
    json.writeEndObject();
  }

  private static void whole(JsonGenerator json, String key, OptionalLong value) throws IOException {
    json.writeFieldName(key);
    if (value.isPresent()) {
      json.writeNumber(value.getAsLong());
    } else {
      json.writeNull();
    }
  }

  private static void texts(JsonGenerator json, String key, List<String> texts) throws IOException {
    json.writeArrayFieldStart(key);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
