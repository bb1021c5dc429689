package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.map.Point;
import io.ampwire.trust.Axis;
import io.ampwire.trust.Check;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.DeviceVersion;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.JudgedEvidence;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.PointEvidence;
import io.ampwire.trust.Rung;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** JSON of rungs and their evidence, the same in every document. */
final class TrustJson {
  private TrustJson() {}

  /** Identity that a charger reports, as far as proof depends on it. */
  static DeviceVersion device(DeviceIdentity identity) {
    return new DeviceVersion(identity.reference(), identity.firmware());
  }

  /**
   * Writes the rungs of a map: {@code rung} is that of its readings, {@code axes} has all three.
   */
  static void map(JsonGenerator json, MapTrust trust, Optional<DeviceVersion> device)
      throws IOException {
    Rung read = rung(trust, Axis.READ, device);
    words(json, read);
    json.writeStringField("check", trust.checked() ? "vectors" : "unchecked");
    json.writeObjectFieldStart("axes");
    for (Axis axis : Axis.values()) {
      json.writeStringField(axis.label(), rung(trust, axis, device).label());
    }
    json.writeEndObject();
    contradictions(json, trust);
  }

  static Rung rung(MapTrust trust, Axis axis, Optional<DeviceVersion> device) {
    return device.map(d -> trust.rung(axis, d)).orElseGet(() -> trust.rung(axis));
  }

  /** Writes a rung, its colour, and what it proves and does not prove. */
  static void words(JsonGenerator json, Rung rung) throws IOException {
    json.writeStringField("rung", rung.label());
    json.writeStringField("colour", rung.colour());
    json.writeStringField("proves", rung.proves());
    json.writeStringField("does_not_prove", rung.doesNotProve());
  }

  /** Writes the rung of a point, the records that mention it, and their contradictions. */
  static void point(JsonGenerator json, MapTrust trust, Point point, DeviceVersion device)
      throws IOException {
    rungOf(json, trust, point, device);
    against(json, trust, point);
  }

  /** Writes the rung of a point and the records that mention it. */
  static void rungOf(JsonGenerator json, MapTrust trust, Point point, DeviceVersion device)
      throws IOException {
    json.writeStringField("rung", trust.rung(point, Axis.READ, device).label());
    json.writeArrayFieldStart("evidence");
    for (JudgedEvidence judged : trust.mentions(point.name())) {
      json.writeString(judged.id());
    }
    json.writeEndArray();
  }

  private static void against(JsonGenerator json, MapTrust trust, Point point) throws IOException {
    List<MapTrust.Contradiction> against =
        trust.contradictions().stream().filter(c -> c.point().equals(point.name())).toList();
    if (!against.isEmpty()) {
      json.writeArrayFieldStart("contradictions");
      for (MapTrust.Contradiction contradiction : against) {
        json.writeString(
            contradiction.check().aspect().label() + ": " + contradiction.check().detail());
      }
      json.writeEndArray();
    }
  }

  /**
   * Writes the contradictions in counted records; the same message of several points appears once.
   */
  private static void contradictions(JsonGenerator json, MapTrust trust) throws IOException {
    json.writeArrayFieldStart("contradictions");
    for (MapTrust.Contradiction contradiction : trust.contradictions()) {
      json.writeStartObject();
      json.writeStringField("point", contradiction.point());
      json.writeStringField("aspect", contradiction.check().aspect().label());
      json.writeStringField("detail", contradiction.check().detail());
      json.writeStringField("evidence", contradiction.record().id());
      json.writeStringField("kind", contradiction.evidence().kind().label());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes each record in short: its content, whether it counts, and the reason if it does not. */
  static void records(JsonGenerator json, MapTrust trust) throws IOException {
    json.writeArrayFieldStart("evidence");
    for (JudgedEvidence judged : trust.records()) {
      json.writeStartObject();
      summary(json, judged);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void summary(JsonGenerator json, JudgedEvidence judged) throws IOException {
    Evidence record = judged.evidence();
    json.writeStringField("id", judged.id());
    json.writeStringField("standing", judged.standing().label());
    json.writeStringField("why", judged.why());
    json.writeStringField("kind", record.kind().label());
    json.writeStringField("time", record.time());
    json.writeNumberField("confirmed", points(record, Check.Outcome.CONFIRMED));
    json.writeNumberField("contradicted", points(record, Check.Outcome.CONTRADICTED));
  }

  /** Number of points for which the record has such a check. */
  private static long points(Evidence record, Check.Outcome outcome) {
    long count = 0;
    for (PointEvidence point : record.points()) {
      for (Check check : point.checks()) {
        if (check.outcome() == outcome) {
          count++;
          break;
        }
      }
    }
    return count;
  }
}
