package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.command.Ack;
import io.ampwire.command.Outcome;
import io.ampwire.telemetry.Document;
import java.io.IOException;

/** JSON of the answer to a command. */
public final class AckJson {
  private AckJson() {}

  public static byte[] write(Document.Answer answer) {
    Ack ack = answer.ack();
    return Json.object(
        json -> {
          json.writeNumberField("schema", 1);
          Json.epoch(json, answer.epoch());
          json.writeStringField("id", ack.id().orElse(null));
          json.writeStringField("command", ack.command());
          outcome(json, ack.outcome());
          json.writeNumberField("ts", ack.ts());
          json.writeStringField("time", Json.time(ack.ts()));
          json.writeNumberField("ms", ack.ms());
        });
  }

  /** Writes the status and its details into an open object. */
  static void outcome(JsonGenerator json, Outcome outcome) throws IOException {
    if (outcome instanceof Outcome.Applied applied) {
      json.writeStringField("status", "applied");
      json.writeBooleanField("verified", applied.verified());
      Json.decimal(json, "value", applied.value());
      Json.decimal(json, "readback", applied.readback());
    } else if (outcome instanceof Outcome.Rejected rejected) {
      refusal(json, "rejected", rejected.code().label(), rejected.message());
    } else if (outcome instanceof Outcome.Failed failed) {
      refusal(json, "failed", failed.code().label(), failed.message());
      if (failed.modbus().isPresent()) {
        json.writeNumberField("modbus", failed.modbus().getAsInt());
      }
      if (failed.readback().isPresent()) {
        json.writeNumberField("readback", failed.readback().get().value());
      }
    } else if (outcome instanceof Outcome.Unknown unknown) {
      refusal(json, "unknown", unknown.code().label(), unknown.message());
    }
  }

  private static void refusal(JsonGenerator json, String status, String code, String message)
      throws IOException {
    json.writeStringField("status", status);
    json.writeStringField("code", code);
    json.writeStringField("message", message);
  }
}
