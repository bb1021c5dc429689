package io.ampwire.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ampwire.command.Ack;
import io.ampwire.command.Outcome;
import io.ampwire.group.GroupState;
import io.ampwire.group.LimitCommand;
import io.ampwire.group.LimitSettings;
import io.ampwire.group.PhaseAmps;
import io.ampwire.group.PhaseUse;
import io.ampwire.group.Room;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Documents of a group that shares its limit. */
public final class GroupJson {
  private static final JsonFactory READER = new JsonFactory();
  private static final List<String> COLUMNS = List.of("time", "kind", "charger", "cap");

  private GroupJson() {}

  /** The state document. */
  public static Map<String, Object> state(GroupState state) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", 1);
    time(json, state.ts());
    json.put("source", state.source());
    room(json, state.limit());
    json.put("lease_left", orNull(state.lease()));
    json.put("by", state.by().orElse(null));
    json.put("measured", list(state.load().measured()));
    json.put("granted", list(state.load().granted()));
    json.put("free", list(state.load().free()));
    json.put("other", list(state.load().other()));
    json.put("meter_fresh", state.load().fresh());
    json.put("members", state.members().stream().map(GroupJson::member).toList());
    return json;
  }

  private static Map<String, Object> member(GroupState.MemberState member) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", member.id());
    json.put("online", member.online());
    json.put("cap", orNull(member.cap()));
    json.put("proved", member.proved());
    json.put("counted", tenths(member.counted()));
    json.put("currents", list(member.measured()));
    json.put("phases", phases(member.phases()));
    json.put("waiting", member.waiting().isPresent() ? member.waiting().getAsInt() : null);
    return json;
  }

  private static void room(Map<String, Object> json, Room room) {
    json.put("limit", list(room.phases()));
    json.put(
        "limit_watts",
        Double.isFinite(room.total()) ? Math.round(room.total() * LimitSettings.VOLTS) : null);
  }

  /** The answer to a command that sets the limit. */
  public static Map<String, Object> answer(LimitCommand asked, Ack ack) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", 1);
    json.put("id", ack.id().orElse(null));
    json.put("command", ack.command());
    if (ack.outcome() instanceof Outcome.Applied applied) {
      json.put("status", "applied");
      json.put("verified", applied.verified());
      json.put("value", asked.number().orElse(null));
      json.put("unit", asked.number().isPresent() ? asked.unit().orElse("A") : null);
    } else if (ack.outcome() instanceof Outcome.Rejected rejected) {
      json.put("status", "rejected");
      json.put("code", rejected.code().label());
      json.put("message", rejected.message());
    }
    time(json, ack.ts());
    json.put("ms", ack.ms());
    return json;
  }

  /** A line of the record of limits, without the hash that is added to it. */
  public static String line(long ts, String kind, Map<String, Object> details) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", Json.time(ts));
    json.put("kind", kind);
    json.putAll(details);
    return new String(TreeJson.write(json), StandardCharsets.UTF_8);
  }

  /** JSON of any content, for the API. */
  public static byte[] write(Map<String, Object> content) {
    return TreeJson.write(content);
  }

  /** Lines of the record as CSV: the common columns, then the whole entry. */
  public static byte[] csv(List<String> lines) {
    StringBuilder csv = new StringBuilder("time,kind,charger,cap,entry\r\n");
    for (String line : lines) {
      List<String> cells = cells(line);
      cells.add("\"" + line.replace("\"", "\"\"") + "\"");
      csv.append(String.join(",", cells)).append("\r\n");
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> cells(String line) {
    Map<String, String> found = new HashMap<>();
    try (JsonParser json = READER.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        if (json.nextToken().isScalarValue()) {
          found.put(key, json.getText());
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException damaged) {
      found.put("kind", "damaged");
    }
    return new ArrayList<>(COLUMNS.stream().map(key -> found.getOrDefault(key, "")).toList());
  }

  private static void time(Map<String, Object> json, long ts) {
    json.put("ts", ts);
    json.put("time", Json.time(ts));
  }

  private static Object orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static List<Double> list(PhaseAmps amps) {
    return List.of(tenths(amps.l1()), tenths(amps.l2()), tenths(amps.l3()));
  }

  private static List<String> phases(PhaseUse use) {
    List<String> names = new ArrayList<>();
    if (use.l1()) {
      names.add("L1");
    }
    if (use.l2()) {
      names.add("L2");
    }
    if (use.l3()) {
      names.add("L3");
    }
    return names;
  }

  private static double tenths(double amps) {
    return Math.round(amps * 10) / 10.0;
  }
}
