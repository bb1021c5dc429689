package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Source;
import io.ampwire.map.WriteRule;
import io.ampwire.trust.DeviceIdentity;
import java.io.IOException;
import java.util.Optional;

/** JSON with all data of one charger, for people who check the wiring and the map. */
public final class ChargerDetailJson {
  private ChargerDetailJson() {}

  /**
   * Writes the keys of the list and further ones.
   *
   * @param happened number of events and answers so far, so that a client knows when to reload the
   *     log
   */
  public static byte[] write(ChargerJson.Seen seen, long happened) {
    return Json.object(
        json -> {
          ChargerJson.glance(json, seen);
          endpoint(json, seen.entry());
          MetaJson.identity(
              json,
              seen.current().meta().map(ChargerMeta::identity).orElse(DeviceIdentity.UNKNOWN));
          json.writeFieldName("about");
          about(json, seen);
          json.writeNumberField("happened", happened);
          takes(json, seen.map());
          PointJson.values(json, "fallback", seen, seen.map().failSafe().points());
          LawJson.write(
              json, seen.map(), seen.current().snapshot().map(ChargerSnapshot::registers));
          PointJson.all(json, seen);
        });
  }

  private static void endpoint(JsonGenerator json, ChargerEntry entry) throws IOException {
    json.writeObjectFieldStart("endpoint");
    json.writeStringField(
        "host",
        entry.transport().rtu() ? entry.transport().uri(entry.host(), entry.port()) : entry.host());
    json.writeNumberField("port", entry.port());
    json.writeNumberField("unit", entry.unit());
    json.writeNumberField("connector", entry.address().connector());
    json.writeNumberField("poll_ms", entry.poll().toMillis());
    json.writeEndObject();
  }

  /** Range of the set point, before the outlet's limit; null for a charger without one. */
  private static void takes(JsonGenerator json, RegisterMap map) throws IOException {
    json.writeFieldName("set_point_takes");
    Optional<WriteRule> rule = map.setPointPoint().flatMap(Point::write);
    if (rule.isEmpty() || rule.get().range().isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("min", (long) rule.get().range().get().min());
    json.writeNumberField("max", (long) rule.get().range().get().max());
    json.writeArrayFieldStart("also");
    for (long single : rule.get().also().stream().sorted().toList()) {
      json.writeNumber(single);
    }
    json.writeEndArray();
    Json.whole(json, "pause", map.setPoint().orElseThrow().pause());
    json.writeStringField("unit", map.setPointPoint().orElseThrow().unit());
    json.writeNumberField("step", rule.get().step().orElse(Decimal.of(1)).value());
    json.writeEndObject();
  }

  private static void about(JsonGenerator json, ChargerJson.Seen seen) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", seen.map().title());
    MetaJson.map(json, seen.map(), seen.trust(), seen.device());
    json.writeObjectFieldStart("sources");
    for (Source source : seen.map().sources()) {
      json.writeStringField(source.mark(), source.title());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
