package io.ampwire.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Whether Home Assistant takes what a template rendered, by the rules of each platform. */
public final class States {
  /** Read as "unknown" on every platform. */
  private static final String UNKNOWN = "None";

  private static final int LONGEST = 255;

  private States() {}

  /** What Home Assistant would complain of; empty where it takes all of them. */
  public static List<String> complaints(List<Jinja.Answer> answers) {
    List<String> complaints = new ArrayList<>();
    for (Jinja.Answer answer : answers) {
      String where = answer.question().where() + " -> '" + answer.text() + "'";
      answer.warnings().forEach(warning -> complaints.add(where + ": " + warning));
      if (!takes(answer.question().entity(), answer.text())) {
        complaints.add(where + ": not taken, " + answer.question().payload());
      }
    }
    return complaints;
  }

  private static boolean takes(JsonNode entity, String text) {
    if (text.equals(UNKNOWN)) {
      return true;
    }
    if (text.isEmpty() && entity.has("unit_of_measurement") && !entity.has("min")) {
      return true; // A sensor that expects a number keeps its state.
    }
    if (entity.has("min")) {
      return isNumber(text)
          && entity.get("min").asDouble() <= Double.parseDouble(text)
          && Double.parseDouble(text) <= entity.get("max").asDouble();
    } else if (entity.has("options")) {
      return has(entity.get("options"), text);
    } else if (entity.path("device_class").asText().equals("timestamp")) {
      return isTime(text);
    } else if (entity.has("state_class")
        || entity.has("unit_of_measurement")
        || entity.has("suggested_display_precision")) {
      return isNumber(text);
    }
    boolean binary =
        entity.has("payload_off") || entity.path("default_entity_id").asText().startsWith("binary");
    return binary
        ? text.equals("ON") || text.equals("OFF")
        : !text.isEmpty() && text.length() <= LONGEST;
  }

  private static boolean has(JsonNode options, String text) {
    for (JsonNode option : options) {
      if (option.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
