package io.ampwire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Outcome;
import io.ampwire.control.Audit;
import io.ampwire.format.AuditJson;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever changes the audit's files without the anchor and its key is found out. */
class AuditAnchorTest {
  private static final ChargerId BAY = new ChargerId("bay-01");
  private static final AuditLog.Limits ROOMY = new AuditLog.Limits(1 << 20, 10);

  @TempDir Path data;
  private final List<String> troubles = new ArrayList<>();
  private String said = "";

  private static final class Lines implements AuditLog.Encoder {
    @Override
    public String write(ChargerId charger, Audit.Write write) {
      return AuditJson.write(charger, write);
    }

    @Override
    public String lifebits(ChargerId charger, Audit.Lifebits lifebits) {
      return AuditJson.lifebits(charger, lifebits);
    }
  }

  private void write(int count) {
    write(count, ROOMY);
  }

  private void write(int count, AuditLog.Limits limits) {
    AuditLog log = new AuditLog(data, Runnable::run, new Lines(), limits, troubles::add);
    for (int i = 0; i < count; i++) {
      Outcome outcome =
          new Outcome.Applied(true, Optional.of(Decimal.of(6 + i)), Optional.of(Decimal.of(6 + i)));
      log.wrote(
          BAY,
          new Audit.Write(
              1_795_374_000_000L + i,
              "command",
              "set_point",
              Decimal.of(6 + i),
              Optional.of("c" + i),
              Optional.of("ems-1"),
              outcome));
    }
  }

  private int export() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        AuditExport.run(
            data,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    said = err.toString(StandardCharsets.UTF_8);
    return code;
  }

  private Path file() {
    return data.resolve("audit/audit-000001.jsonl");
  }

  private void tamper(String how) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file()));
    switch (how) {
      case "head cut" -> lines.subList(0, 2).clear();
      case "tail cut" -> lines.subList(4, 6).clear();
      case "emptied" -> lines.clear();
      case "rewritten" -> {
        String last = AuditChain.START;
        for (int i = 0; i < lines.size(); i++) {
          String entry = lines.get(i).replace("ems-1", "ems-2");
          entry = entry.substring(0, entry.indexOf(",\"prev\":")) + "}";
          lines.set(i, AuditChain.chained(last, entry));
          last = AuditChain.hash(lines.get(i));
        }
      }
      case "removed" -> {
        Files.delete(file());
        return;
      }
      case "anchor edited" -> {
        Path anchor = data.resolve("audit-anchor");
        Files.writeString(anchor, Files.readString(anchor).replace("lines=6", "lines=7"));
      }
      case "anchor removed" -> Files.delete(data.resolve("audit-anchor"));
      default -> throw new IllegalArgumentException(how);
    }
    Files.write(file(), lines);
  }

  @Test
  void an_audit_that_nobody_touched_holds_across_restarts_and_rotation() {
    write(6);
    assertThat(export()).as(said).isZero();
    write(3);
    assertThat(export()).as(said).isZero();
    write(40, new AuditLog.Limits(600, 3));
    assertThat(export()).as(said).isZero();
    assertThat(troubles).isEmpty();
  }

  /** FAULTS J05. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "head cut",
        "tail cut",
        "emptied",
        "rewritten",
        "removed",
        "anchor edited",
        "anchor removed"
      })
  void what_was_done_to_the_audit_is_seen(String how) throws IOException {
    write(6);
    tamper(how);
    assertThat(export()).as(how + ": " + said).isEqualTo(1);
  }

  /** FAULTS J05. */
  @ParameterizedTest
  @ValueSource(strings = {"head cut", "tail cut", "emptied", "rewritten", "removed"})
  void a_restart_does_not_hide_it(String how) throws IOException {
    write(6);
    tamper(how);
    write(3);
    assertThat(troubles).as(how).hasSize(1);
    assertThat(export()).as(how + ": " + said).isEqualTo(1);
  }

  @Test
  void a_line_that_a_crash_left_ahead_of_the_anchor_is_not_tampering() throws IOException {
    write(6);
    String last = Files.readAllLines(file()).get(5);
    Files.writeString(
        file(),
        AuditChain.chained(AuditChain.hash(last), "{\"late\":true}") + "\n",
        StandardOpenOption.APPEND);
    assertThat(export()).isZero();
    assertThat(said).contains("1 lines are newer than the anchor");
    write(2);
    assertThat(export()).as(said).isZero();
    assertThat(troubles).isEmpty();
  }

  @Test
  void lines_of_a_version_without_an_anchor_are_taken_over_and_named() throws IOException {
    write(6);
    Files.delete(data.resolve("audit-anchor"));
    Files.delete(data.resolve("audit-anchor.key"));
    write(2);
    assertThat(export()).isZero();
    assertThat(said).contains("6 lines are older than the anchor");
  }
}
