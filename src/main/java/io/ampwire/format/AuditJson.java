package io.ampwire.format;

import io.ampwire.control.Audit;
import io.ampwire.map.ChargerId;
import java.nio.charset.StandardCharsets;

/** JSON lines of the audit. */
public final class AuditJson {
  private AuditJson() {}

  /** Line for one write, its cause and its outcome. */
  public static String write(ChargerId charger, Audit.Write write) {
    return text(
        Json.object(
            json -> {
              json.writeStringField("time", Json.time(write.ts()));
              json.writeStringField("charger", charger.value());
              json.writeStringField("cause", write.cause());
              json.writeStringField("point", write.point());
              json.writeNumberField("wrote", write.value().value());
              json.writeStringField("id", write.id().orElse(null));
              json.writeStringField("by", write.by().orElse(null));
              AckJson.outcome(json, write.outcome());
            }));
  }

  /** Line for the lifebits of a period. */
  public static String lifebits(ChargerId charger, Audit.Lifebits lifebits) {
    return text(
        Json.object(
            json -> {
              json.writeStringField("time", Json.time(lifebits.to()));
              json.writeStringField("charger", charger.value());
              json.writeStringField("cause", "lifebit");
              json.writeStringField("from", Json.time(lifebits.from()));
              json.writeNumberField("accepted", lifebits.accepted());
              json.writeNumberField("refused", lifebits.refused());
              json.writeNumberField("missed", lifebits.missed());
            }));
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
