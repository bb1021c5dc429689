package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.command.Permissions;
import io.ampwire.map.Label;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.DeviceVersion;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.WordOrderVerdict;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * JSON of the meta document: the charger's identity, its permissions, and the meaning of each
 * point.
 */
final class MetaJson {
  private MetaJson() {}

  static byte[] write(ChargerMeta meta, MapTrust trust) {
    DeviceVersion device = TrustJson.device(meta.identity());
    return Json.object(
        json -> {
          json.writeNumberField("schema", 1);
          description(json, meta.description());
          identity(json, meta.identity());
          map(json, meta.map(), trust, device);
          wordOrder(json, meta.verdict());
          control(json, meta.permissions());
          json.writeObjectFieldStart("points");
          for (Point point : meta.map().points()) {
            point(json, point, meta, trust, device);
          }
          json.writeEndObject();
        });
  }

  /** Writes the charger's name, place and tags. */
  static void description(JsonGenerator json, ChargerDescription description) throws IOException {
    json.writeStringField("name", description.name().orElse(null));
    json.writeStringField("site", description.site().orElse(null));
    json.writeArrayFieldStart("tags");
    for (String tag : description.tags()) {
      json.writeString(tag);
    }
    json.writeEndArray();
  }

  static void identity(JsonGenerator json, DeviceIdentity identity) throws IOException {
    json.writeObjectFieldStart("identity");
    json.writeStringField("reference", identity.reference().orElse(null));
    json.writeStringField("firmware", identity.firmware().orElse(null));
    json.writeStringField("model", identity.model().orElse(null));
    json.writeStringField("fit", lower(identity.fit()));
    json.writeEndObject();
  }

  static void map(JsonGenerator json, RegisterMap map, MapTrust trust, DeviceVersion device)
      throws IOException {
    json.writeObjectFieldStart("map");
    json.writeStringField("id", map.id());
    json.writeNumberField("revision", map.revision());
    json.writeStringField("document", map.document());
    json.writeStringField("digest", map.digest());
    TrustJson.map(json, trust, Optional.of(device));
    TrustJson.records(json, trust);
    json.writeEndObject();
  }

  private static void wordOrder(JsonGenerator json, WordOrderVerdict verdict) throws IOException {
    json.writeObjectFieldStart("word_order");
    verdict(json, verdict);
    json.writeEndObject();
  }

  static void verdict(JsonGenerator json, WordOrderVerdict verdict) throws IOException {
    json.writeStringField("state", lower(verdict.state()));
    json.writeStringField("order", verdict.order().map(o -> o.label()).orElse(null));
    json.writeStringField("why", verdict.why());
    json.writeStringField("integers", verdict.integers().order().map(o -> o.label()).orElse(null));
    json.writeStringField("integers_are", verdict.integers().proved() ? "proved" : "assumed");
  }

  private static void control(JsonGenerator json, Permissions permissions) throws IOException {
    json.writeObjectFieldStart("control");
    json.writeStringField("mode", permissions.control() ? lower(permissions.mode()) : "none");
    json.writeFieldName("max_current");
    if (permissions.maxCurrent().isPresent()) {
      json.writeNumber(permissions.maxCurrent().getAsLong());
    } else {
      json.writeNull();
    }
    json.writeNumberField("lease", permissions.lease().toSeconds());
    json.writeArrayFieldStart("allow_writes");
    for (String name : permissions.allowWrites().stream().sorted().toList()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeBooleanField("accept_no_failsafe", permissions.accepted().noFailsafe());
    json.writeBooleanField("arm_failsafe", permissions.armFailsafe());
    json.writeBooleanField("accept_fallback", permissions.accepted().fallback());
    json.writeArrayFieldStart("accept_reference");
    for (String reference : permissions.accepted().references().stream().sorted().toList()) {
      json.writeString(reference);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void point(
      JsonGenerator json, Point point, ChargerMeta meta, MapTrust trust, DeviceVersion device)
      throws IOException {
    json.writeObjectFieldStart(point.name());
    json.writeStringField("unit", point.unit());
    json.writeStringField("type", point.typeName());
    json.writeNumberField("address", point.address());
    json.writeStringField("access", lower(point.access()));
    TrustJson.rungOf(json, trust, point, device);
    json.writeBooleanField("supported", !meta.unsupported().contains(point.name()));
    if (meta.scales().containsKey(point.name())) {
      json.writeNumberField("scale_factor_proved", meta.scales().get(point.name()));
    }
    json.writeArrayFieldStart("sources");
    for (String source : point.sources()) {
      json.writeString(source);
    }
    json.writeEndArray();
    if (!point.labels().isEmpty()) {
      json.writeObjectFieldStart("labels");
      for (Label label : point.labels()) {
        json.writeStringField(Long.toString(label.code()), label.text());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
