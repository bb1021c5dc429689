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
import io.ampwire.trust.Rung;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rungs and what they rest on, the same wherever JSON shows them. */
final class TrustJson {
  private TrustJson() {}

  /** What a charger says it is, as far as proof is concerned. */
  static DeviceVersion device(DeviceIdentity identity) {
    return new DeviceVersion(identity.reference(), identity.firmware());
  }

  /** The rung of a map: {@code rung} is the one of its readings, {@code axes} has all three. */
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

  /** A rung, its colour, and what it proves and does not. */
  static void words(JsonGenerator json, Rung rung) throws IOException {
    json.writeStringField("rung", rung.label());
    json.writeStringField("colour", rung.colour());
    json.writeStringField("proves", rung.proves());
    json.writeStringField("does_not_prove", rung.doesNotProve());
  }

  /** The rung of a point, the records that mention it, and what they hold against it. */
  static void point(JsonGenerator json, MapTrust trust, Point point, DeviceVersion device)
      throws IOException {
    rungOf(json, trust, point, device);
    against(json, trust, point);
  }

  /** The rung of a point and the records that mention it. */
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

  /** What counted records hold against the map, the same sentence of several points once. */
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

  /** Each record in short: what it is, whether it counts, and why not where it does not. */
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

  /** How many points the record has such a check of. */
  private static long points(Evidence record, Check.Outcome outcome) {
    return record.points().stream()
        .filter(point -> point.checks().stream().anyMatch(c -> c.outcome() == outcome))
        .count();
  }
}
