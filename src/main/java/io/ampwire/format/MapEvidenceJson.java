package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Axis;
import io.ampwire.trust.Check;
import io.ampwire.trust.DeviceVersion;
import io.ampwire.trust.JudgedEvidence;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.PointEvidence;
import io.ampwire.trust.Rung;
import io.ampwire.trust.TrustBook;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** JSON of the evidence for maps, for the API. */
public final class MapEvidenceJson {
  private MapEvidenceJson() {}

  /** Writes one map: its rung, its contradictions, and every record in full, counted or not. */
  public static byte[] evidence(MapTrust trust) {
    return Json.object(
        json -> {
          json.writeStringField("map", trust.map().id());
          json.writeStringField("digest", trust.map().digest());
          TrustJson.map(json, trust, Optional.empty());
          json.writeArrayFieldStart("points");
          for (Point point : trust.map().points()) {
            point(json, trust, point);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("evidence");
          for (JudgedEvidence judged : trust.records()) {
            json.writeStartObject();
            TrustJson.summary(json, judged);
            json.writeObjectFieldStart("record");
            EvidenceJson.fields(json, judged.evidence());
            json.writeEndObject();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void point(JsonGenerator json, MapTrust trust, Point point) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", point.name());
    TrustJson.point(json, trust, point, best(trust));
    json.writeArrayFieldStart("confirmed");
    List<String> confirmed =
        trust.records().stream()
            .filter(JudgedEvidence::counted)
            .flatMap(judged -> confirmed(judged, point.name()).stream())
            .distinct()
            .toList();
    for (String each : confirmed) {
      json.writeString(each);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Text such as {@code address by trace}; the kind of record shows how much a check is worth. */
  private static List<String> confirmed(JudgedEvidence judged, String point) {
    return judged.point(point).map(PointEvidence::checks).orElse(List.of()).stream()
        .filter(check -> check.outcome() == Check.Outcome.CONFIRMED)
        .map(check -> check.aspect().label() + " by " + judged.evidence().kind().label())
        .toList();
  }

  /** Device on which the map has its highest rung. */
  private static DeviceVersion best(MapTrust trust) {
    return trust.devices().stream()
        .filter(device -> trust.rung(Axis.READ, device) == trust.rung(Axis.READ))
        .findFirst()
        .orElse(DeviceVersion.UNKNOWN);
  }

  /**
   * Writes the firmware matrix: one row per map, device and axis. A map without tested devices has
   * rows without a device.
   */
  public static byte[] firmware(Collection<RegisterMap> maps, TrustBook book) {
    return Json.array(
        json -> {
          for (RegisterMap map : maps) {
            MapTrust trust = book.of(map);
            List<DeviceVersion> devices = trust.devices();
            for (DeviceVersion device :
                devices.isEmpty() ? List.of(DeviceVersion.UNKNOWN) : devices) {
              for (Axis axis : Axis.values()) {
                row(json, trust, device, axis);
              }
            }
          }
        });
  }

  private static void row(JsonGenerator json, MapTrust trust, DeviceVersion device, Axis axis)
      throws IOException {
    Rung rung = trust.rung(axis, device);
    json.writeStartObject();
    json.writeStringField("map", trust.map().id());
    json.writeStringField("reference", device.reference().orElse(null));
    json.writeStringField("firmware", device.firmware().orElse(null));
    json.writeStringField("axis", axis.name().toLowerCase(Locale.ROOT));
    TrustJson.words(json, rung);
    json.writeArrayFieldStart("failing");
    for (String point : device.known() ? trust.failing(axis, device) : List.<String>of()) {
      json.writeString(point);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
