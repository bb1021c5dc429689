package io.ampwire.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.format.GroupJson;
import io.ampwire.journal.DataFolder;
import io.ampwire.journal.LimitLog;
import io.ampwire.system.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of limits, judged by the script in {@code deploy}, which shares no code with it. */
class LimitRecordsTest {
  private static final Path SCRIPT = Path.of("deploy/group-limits/verify_limits.py");
  private static final long DAY = 1_795_651_200_000L;
  private static final int TAMPERED = 50;

  @TempDir Path folder;

  private Map<String, Object> aDay(Path data) throws IOException, InterruptedException {
    LimitRecords records = new LimitRecords(DataFolder.open(data, "bridge", false, warning -> {}));
    for (int i = 0; i < 40; i++) {
      long ts = DAY + i * 60_000L;
      Map<String, Object> amps = Map.of("amps", List.of(30.0, 30.0, 30.0 - i % 3));
      records.append(
          "feeder-1",
          ts,
          switch (i % 3) {
            case 0 -> GroupJson.line(ts, "limit", Map.of("source", "command", "members", amps));
            case 1 -> GroupJson.line(ts, "cap", Map.of("charger", "bay-01", "cap", 10 + i));
            default ->
                GroupJson.line(
                    ts, "measured", Map.of("after_ms", 5000, "amps", List.of(9.5, 9.5, 9.5)));
          });
    }
    records.close();
    return new LinkedHashMap<>(records.export("feeder-1", "2026-11-26"));
  }

  private Path write(String name, Map<String, Object> record) throws IOException {
    return Files.write(folder.resolve(name), GroupJson.write(record));
  }

  private static List<String> run(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    List<String> lines = new ArrayList<>(printed.lines().toList());
    lines.add("exit " + process.exitValue());
    return lines;
  }

  /** FAULTS C28. */
  @Test
  void the_script_accepts_a_days_record_and_refuses_each_of_fifty_tampered_ones() throws Exception {
    Programs.require("python3");
    Map<String, Object> genuine = aDay(folder.resolve("data"));
    String key = (String) genuine.get("key");
    assertThat((List<?>) genuine.get("lines")).hasSize(40);
    assertThat(run(List.of("--key", key, write("day.json", genuine).toString())))
        .contains("exit 0")
        .anyMatch(line -> line.endsWith("genuine, 40 entries"));

    List<String> arguments = new ArrayList<>(List.of("--quiet", "--key", key));
    Random random = new Random(17);
    for (int i = 0; i < TAMPERED; i++) {
      Map<String, Object> tampered = new LinkedHashMap<>(genuine);
      tamper(tampered, i, random);
      arguments.add(write("tampered-%02d.json".formatted(i), tampered).toString());
    }
    List<String> verdicts = run(arguments);
    System.out.println("limit record: " + verdicts.get(0) + " ... " + verdicts.get(TAMPERED - 1));
    assertThat(verdicts).hasSize(TAMPERED + 1).contains("exit 1");
    assertThat(verdicts.subList(0, TAMPERED)).allMatch(line -> line.contains(": REFUSED: "));
  }

  /** One change of each kind, at random places. */
  private void tamper(Map<String, Object> record, int i, Random random)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    ((List<?>) record.get("lines")).forEach(line -> lines.add((String) line));
    int at = random.nextInt(lines.size());
    record.put("lines", lines);
    switch (i % 10) {
      case 0 -> lines.remove(at);
      case 1 -> lines.set(at, lines.get(at).replaceFirst("\\d\\d:", "23:"));
      case 2 -> lines.set(at, flipped(lines.get(at), random));
      case 3 -> lines.add(at, lines.get(at));
      case 4 -> {
        lines.remove(lines.size() - 1);
        record.put("last", LimitLog.hash(lines.get(lines.size() - 1)));
      }
      case 5 -> lines.add(lines.remove(random.nextInt(lines.size() - 1)));
      case 6 -> record.put("day", "2026-11-2" + random.nextInt(6));
      case 7 -> record.put("group", "feeder-" + (2 + random.nextInt(8)));
      case 8 -> record.put("signature", flipped((String) record.get("signature"), random));
      default -> {
        // Signed again by another bridge, with its own key in the record.
        record.putAll(aDay(folder.resolve("other-" + i)));
      }
    }
  }

  private static String flipped(String text, Random random) {
    int at = random.nextInt(text.length() - 3);
    char other = text.charAt(at) == 'x' ? 'y' : 'x';
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  /** FAULTS C32. */
  @Test
  void a_command_that_was_in_force_is_known_after_a_restart() throws Exception {
    Path data = folder.resolve("data");
    LimitRecords records = new LimitRecords(DataFolder.open(data, "bridge", false, warning -> {}));
    assertThat(records.commanded("feeder-1")).isFalse();
    records.append("feeder-1", DAY, GroupJson.line(DAY, "limit", limit("command")));
    records.append("feeder-2", DAY, GroupJson.line(DAY, "limit", limit("command")));
    records.append("feeder-2", DAY, GroupJson.line(DAY, "limit", limit("static")));
    Map<String, Object> withoutMeter = limit("safe");
    withoutMeter.put("command", Map.of("value", 20));
    records.append("feeder-3", DAY, GroupJson.line(DAY, "limit", withoutMeter));
    records.close();
    LimitRecords next = new LimitRecords(DataFolder.open(data, "bridge", false, warning -> {}));
    assertThat(next.commanded("feeder-1")).isTrue();
    assertThat(next.commanded("feeder-2")).isFalse();
    assertThat(next.commanded("feeder-3")).as("while the meter was gone").isTrue();
  }

  private static Map<String, Object> limit(String source) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("source", source);
    details.put("lapsed", false);
    return details;
  }
}
