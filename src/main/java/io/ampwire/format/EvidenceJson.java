package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.trust.Check;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.Peer;
import io.ampwire.trust.PointEvidence;
import java.io.IOException;
import java.util.List;

/** JSON of an evidence record, as a file and for the API. */
public final class EvidenceJson {
  private EvidenceJson() {}

  /** Writes the file, formatted for people, by {@code schemas/evidence-2.schema.json}. */
  public static byte[] write(Evidence record) {
    return Json.pretty(json -> fields(json, record));
  }

  static void fields(JsonGenerator json, Evidence record) throws IOException {
    json.writeNumberField("schema", EvidenceReader.SCHEMA);
    json.writeStringField("kind", record.kind().label());
    json.writeStringField("time", record.time());
    json.writeStringField("tool", record.origin().tool());
    json.writeStringField("map", record.map());
    json.writeStringField("digest", record.subject().digest());
    json.writeObjectFieldStart("device");
    if (record.device().reference().isPresent()) {
      json.writeStringField("reference", record.device().reference().get());
    }
    if (record.device().firmware().isPresent()) {
      json.writeStringField("firmware", record.device().firmware().get());
    }
    json.writeEndObject();
    peer(json, record.peer());
    checks(json, record.checks());
    json.writeArrayFieldStart("points");
    for (PointEvidence point : record.points()) {
      point(json, point);
    }
    json.writeEndArray();
    if (record.seal().isPresent()) {
      json.writeObjectFieldStart("signature");
      json.writeStringField("key", record.seal().get().key());
      json.writeStringField("value", record.seal().get().value());
      json.writeEndObject();
    }
  }

  private static void peer(JsonGenerator json, Peer peer) throws IOException {
    json.writeObjectFieldStart("peer");
    json.writeStringField("address", peer.address());
    json.writeBooleanField("loopback", peer.loopback());
    json.writeStringField("said", peer.said());
    json.writeStringField("stated", peer.stated());
    json.writeEndObject();
  }

  private static void point(JsonGenerator json, PointEvidence point) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", point.point());
    json.writeNumberField("address", point.address());
    json.writeNumberField("read_at", point.readAt());
    json.writeStringField("meaning", point.meaning());
    json.writeStringField("digest", point.digest());
    json.writeArrayFieldStart("samples");
    for (PointEvidence.Sample sample : point.samples()) {
      json.writeStartObject();
      json.writeStringField("words", sample.words());
      json.writeStringField("value", sample.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    checks(json, point.checks());
    json.writeEndObject();
  }

  static void checks(JsonGenerator json, List<Check> checks) throws IOException {
    json.writeArrayFieldStart("checks");
    for (Check check : checks) {
      json.writeStartObject();
      json.writeStringField("aspect", check.aspect().label());
      json.writeStringField("outcome", check.outcome().label());
      json.writeStringField("detail", check.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
