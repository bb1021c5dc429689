package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.map.ChargerId;
import io.ampwire.session.ChargingSession;
import io.ampwire.session.PowerHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntToDoubleFunction;

/** Sessions and means over time for the API, as JSON and as CSV (RFC 4180). */
public final class HistoryDocuments {
  private static final String LINE = "\r\n";
  private static final double PLACES = 10_000;
  private static final int PHASES = 3;

  /** Columns of the CSV of sessions, and the fields of a session that they show. */
  private static final List<String> FIELDS =
      List.of(
          "id",
          "started_time",
          "charging_started_time",
          "ended_time",
          "energy",
          "energy_from",
          "meter_start",
          "meter_end",
          "duration_s",
          "charging_s",
          "max_power",
          "stop_cause",
          "stop_cause_label",
          "complete");

  private static final String SESSION_HEAD =
      "charger,id,started,charging_started,ended,energy_kwh,energy_from,meter_start_kwh,"
          + "meter_end_kwh,duration_s,charging_s,max_power_kw,stop_cause,stop_cause_label,complete";

  private static final String HISTORY_HEAD =
      "time,power_kw,current_1_a,current_2_a,current_3_a,limit_a,energy_kwh,covered_s";

  private HistoryDocuments() {}

  /** Session of a charger. */
  public record Row(ChargerId charger, ChargingSession session) {}

  /**
   * Sessions of a range.
   *
   * @param from wall clock, ms
   * @param to wall clock, ms
   * @param more whether older ones were left out
   */
  public static byte[] sessions(List<Row> rows, long from, long to, boolean more) {
    return Json.object(
        json -> {
          json.writeNumberField("from", from);
          json.writeNumberField("to", to);
          json.writeBooleanField("more", more);
          json.writeArrayFieldStart("sessions");
          for (Row row : rows) {
            json.writeStartObject();
            json.writeStringField("charger", row.charger().value());
            JsonDocuments.details(json, row.session().fields());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  public static byte[] sessionsCsv(List<Row> rows) {
    StringBuilder csv = new StringBuilder(SESSION_HEAD).append(LINE);
    for (Row row : rows) {
      Map<String, Object> fields = row.session().fields();
      StringJoiner line = new StringJoiner(",");
      line.add(row.charger().value());
      FIELDS.forEach(field -> line.add(cell(fields.get(field))));
      csv.append(line).append(LINE);
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A cell. A spreadsheet takes a text that begins like a formula for one, so such a text gets an
   * apostrophe.
   */
  private static String cell(Object value) {
    if (!(value instanceof String text)) {
      return value == null ? "" : value.toString();
    }
    String harmless = text.matches("[=+\\-@\\t\\r].*") ? "'" + text : text;
    return harmless.matches("[^\",\\r\\n]*")
        ? harmless
        : '"' + harmless.replace("\"", "\"\"") + '"';
  }

  /** Means of a charger, as arrays of equal length; null where nothing is known. */
  public static byte[] history(ChargerId charger, PowerHistory history, long to, long stepSeconds) {
    return Json.object(
        json -> {
          json.writeStringField("charger", charger.value());
          json.writeNumberField("from", history.start(0));
          json.writeNumberField("to", to);
          json.writeNumberField("step_s", stepSeconds);
          json.writeArrayFieldStart("ts");
          for (int i = 0; i < history.steps(); i++) {
            json.writeNumber(history.start(i));
          }
          json.writeEndArray();
          numbers(json, "power", history, history::power);
          for (int phase = 0; phase < PHASES; phase++) {
            int of = phase;
            numbers(json, "current_" + (of + 1), history, i -> history.current(of, i));
          }
          numbers(json, "limit", history, history::limit);
          numbers(json, "energy", history, history::energy);
          json.writeArrayFieldStart("covered_s");
          for (int i = 0; i < history.steps(); i++) {
            json.writeNumber(history.seconds(i));
          }
          json.writeEndArray();
        });
  }

  private static void numbers(
      JsonGenerator json, String name, PowerHistory history, IntToDoubleFunction value)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < history.steps(); i++) {
      double number = value.applyAsDouble(i);
      if (Double.isNaN(number)) {
        json.writeNull();
      } else {
        json.writeNumber(rounded(number));
      }
    }
    json.writeEndArray();
  }

  private static double rounded(double number) {
    return Math.round(number * PLACES) / PLACES;
  }

  /** The same as lines; a step of which nothing is known has none. */
  public static byte[] historyCsv(PowerHistory history) {
    StringBuilder csv = new StringBuilder(HISTORY_HEAD).append(LINE);
    for (int i = 0; i < history.steps(); i++) {
      if (history.seconds(i) > 0) {
        csv.append(Json.time(history.start(i)));
        number(csv, history.power(i));
        for (int phase = 0; phase < PHASES; phase++) {
          number(csv, history.current(phase, i));
        }
        number(csv, history.limit(i));
        number(csv, history.energy(i));
        csv.append(',').append(history.seconds(i)).append(LINE);
      }
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void number(StringBuilder csv, double number) {
    csv.append(',');
    if (!Double.isNaN(number)) {
      csv.append(rounded(number));
    }
  }
}
