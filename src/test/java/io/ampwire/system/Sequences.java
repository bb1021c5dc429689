package io.ampwire.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What of each charger's documents arrived, by the numbers they carry: judged from what subscribers
 * got, never from what the bridge says of itself.
 */
final class Sequences {
  private final Map<String, Run> runs = new TreeMap<>();
  private final Map<String, List<String>> backlog = new HashMap<>();
  private long received;

  /** Documents of one charger and one run of the bridge. */
  private static final class Run {
    private final Set<Long> numbers = new HashSet<>();
    private long most;
    private long last;
  }

  /** Takes a message, if it is a document that somebody was sent when it was new. */
  void take(Message message) {
    String[] levels = message.topic().split("/");
    boolean late = message.topic().endsWith("/backlog");
    if (message.retained() || !late && !message.topic().endsWith("/state")) {
      return;
    }
    JsonNode document = message.json();
    if (!document.has("seq") || !document.has("quality")) {
      return;
    }
    received++;
    String charger = levels[2];
    long seq = document.get("seq").asLong();
    Run run = runs.computeIfAbsent(charger + " " + document.get("boot").asText(), key -> new Run());
    boolean first = run.numbers.add(seq);
    run.most = Math.max(run.most, seq);
    run.last = Math.max(run.last, document.get("ts").asLong());
    if (late && first) {
      backlog
          .computeIfAbsent(charger, key -> new ArrayList<>())
          .add("%s %d".formatted(document.get("boot").asText(), seq));
    }
  }

  /** Documents that there must have been: all up to the highest number of each run. */
  long sent() {
    return runs.values().stream().mapToLong(run -> run.most).sum();
  }

  long received() {
    return received;
  }

  long duplicates() {
    return received - runs.values().stream().mapToLong(run -> run.numbers.size()).sum();
  }

  /** Each number that never came, with whose it is. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    runs.forEach(
        (key, run) -> {
          for (long seq = 1; seq <= run.most; seq++) {
            if (!run.numbers.contains(seq)) {
              missing.add(key + " " + seq);
            }
          }
        });
    return missing;
  }

  /**
   * Every number of a state that an event {@code gap} names, written as {@link #missing()} does.
   */
  static Set<String> inGaps(Stream<Message> events) {
    Set<String> numbers = new TreeSet<>();
    for (JsonNode event : events.map(Message::json).toList()) {
      if (event.path("type").asText().equals("gap") && event.get("of").asText().equals("state")) {
        String whose = event.get("charger").asText() + " " + event.get("boot").asText() + " ";
        for (long seq = event.get("from").asLong(); seq <= event.get("to").asLong(); seq++) {
          numbers.add(whose + seq);
        }
      }
    }
    return numbers;
  }

  /** Chargers whose first arrivals in the backlog were not in order, one line each. */
  List<String> disorder(List<String> boots) {
    List<String> disorder = new ArrayList<>();
    backlog.forEach(
        (charger, arrivals) -> {
          for (int i = 1; i < arrivals.size(); i++) {
            if (place(arrivals.get(i), boots) < place(arrivals.get(i - 1), boots)) {
              disorder.add(charger + ": " + arrivals.get(i) + " after " + arrivals.get(i - 1));
            }
          }
        });
    return disorder;
  }

  private static long place(String arrival, List<String> boots) {
    String[] parts = arrival.split(" ");
    return boots.indexOf(parts[0]) * 1_000_000_000L + Long.parseLong(parts[1]);
  }

  /** Documents that came late. */
  long late() {
    return backlog.values().stream().mapToLong(List::size).sum();
  }

  /** Chargers of which anything came from that run. */
  long chargers(String boot) {
    return runs.keySet().stream().filter(key -> key.endsWith(" " + boot)).count();
  }

  /** Time stamp of the last document of that run, of the charger where it is earliest; ms. */
  long lastOf(String boot) {
    return runs.entrySet().stream()
        .filter(run -> run.getKey().endsWith(" " + boot))
        .mapToLong(run -> run.getValue().last)
        .min()
        .orElseThrow();
  }
}
