package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.DeviceIdentity;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.map.Source;
import java.io.IOException;

/** All that is known of one charger, for people who check the wiring and the map. */
public final class ChargerDetailJson {
  private ChargerDetailJson() {}

  /** The keys of the list, and more. */
  public static byte[] write(ChargerJson.Seen seen) {
    return Json.object(
        json -> {
          ChargerJson.glance(json, seen);
          endpoint(json, seen.entry());
          MetaJson.identity(
              json,
              seen.current().meta().map(ChargerMeta::identity).orElse(DeviceIdentity.UNKNOWN));
          json.writeFieldName("about");
          about(json, seen);
          PointJson.all(json, seen);
        });
  }

  private static void endpoint(JsonGenerator json, ChargerEntry entry) throws IOException {
    json.writeObjectFieldStart("endpoint");
    json.writeStringField("host", entry.host());
    json.writeNumberField("port", entry.port());
    json.writeNumberField("unit", entry.unit());
    json.writeNumberField("poll_ms", entry.poll().toMillis());
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
