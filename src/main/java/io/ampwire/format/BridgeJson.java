package io.ampwire.format;

import io.ampwire.fleet.Group;
import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Optional;

/** JSON of the bridge's own state for the API: its broker, its chargers and its groups. */
public final class BridgeJson {
  private BridgeJson() {}

  /** State of the connection to the broker. */
  public enum Link {
    CONNECTED,
    /** A connection exists, and probe messages do not return through it. */
    SILENT,
    DISCONNECTED
  }

  /**
   * Broker of the bridge.
   *
   * @param url without credentials
   * @param problem current problem, for people
   */
  public record Broker(String url, Link link, Optional<String> problem) {}

  /**
   * State of the bridge.
   *
   * @param demo whether the chargers are simulated by this process
   * @param now wall clock, ms
   * @param answering number of chargers that answer
   */
  public record Status(
      String id,
      String version,
      boolean demo,
      long now,
      Broker broker,
      int chargers,
      int answering,
      List<Group> groups) {}

  /** Writes one object. */
  public static byte[] write(Status status) {
    return Json.object(
        json -> {
          json.writeStringField("id", status.id());
          json.writeStringField("version", status.version());
          json.writeBooleanField("demo", status.demo());
          json.writeNumberField("ts", status.now());
          json.writeObjectFieldStart("broker");
          json.writeStringField("url", status.broker().url());
          json.writeStringField("state", ChargerJson.lower(status.broker().link()));
          json.writeStringField("problem", status.broker().problem().orElse(null));
          json.writeEndObject();
          json.writeNumberField("chargers", status.chargers());
          json.writeNumberField("answering", status.answering());
          json.writeArrayFieldStart("groups");
          for (Group group : status.groups()) {
            json.writeStartObject();
            json.writeStringField("name", group.name());
            json.writeNumberField("max_current", group.maxCurrent());
            json.writeArrayFieldStart("members");
            for (ChargerId member : group.members()) {
              json.writeString(member.value());
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
