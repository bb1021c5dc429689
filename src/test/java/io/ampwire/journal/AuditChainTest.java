package io.ampwire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Outcome;
import io.ampwire.control.Audit;
import io.ampwire.format.AuditJson;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditChainTest {
  private static final ChargerId BAY = new ChargerId("bay-01");
  private static final AuditLog.Limits ROOMY = new AuditLog.Limits(1 << 20, 10);

  @TempDir Path folder;
  private final List<String> troubles = new ArrayList<>();

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

  @Test
  void each_write_is_a_line_and_the_chain_holds() throws IOException {
    write(log(ROOMY), 5);
    AuditChain chain = AuditChain.read(audit());
    assertThat(chain.lines()).hasSize(5).allMatch(line -> line.contains("\"prev\":\""));
    assertThat(chain.lines().get(0)).contains("\"charger\":\"bay-01\"").contains("\"wrote\":6");
    assertThat(chain.broken()).isEmpty();
    assertThat(troubles).isEmpty();
  }

  @Test
  void the_chain_goes_on_after_a_restart() throws IOException {
    write(log(ROOMY), 3);
    write(log(ROOMY), 3);
    AuditChain chain = AuditChain.read(audit());
    assertThat(chain.lines()).hasSize(6);
    assertThat(chain.broken()).isEmpty();
  }

  @Test
  void a_changed_line_a_missing_line_and_a_swapped_line_are_found_and_named() throws IOException {
    for (String how : new String[] {"changed", "missing", "swapped", "added"}) {
      Path one = Files.createDirectory(folder.resolve(how));
      write(log(one, ROOMY), 6);
      Path file = AuditChain.file(one.resolve("audit"), 1);
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      switch (how) {
        case "changed" -> lines.set(2, lines.get(2).replace("\"wrote\":8", "\"wrote\":9"));
        case "missing" -> lines.remove(3);
        case "swapped" -> lines.add(3, lines.remove(4));
        default -> lines.add(3, "{\"made\":\"up\"}");
      }
      Files.write(file, lines);
      // The first line that does not follow from the one before.
      assertThat(AuditChain.read(one.resolve("audit")).broken())
          .as(how)
          .contains("audit-000001.jsonl:4");
    }
  }

  @Test
  void bytes_that_are_no_text_are_found_too() throws IOException {
    write(log(ROOMY), 6);
    Path file = AuditChain.file(audit(), 1);
    byte[] bytes = Files.readAllBytes(file);
    bytes[40] = (byte) 0xFF;
    Files.write(file, bytes);
    assertThat(AuditChain.read(audit()).broken()).contains("audit-000001.jsonl:2");
    write(log(ROOMY), 1);
    assertThat(AuditChain.read(audit()).lines()).hasSize(7);
    assertThat(troubles).singleElement().asString().contains("broken at audit-000001.jsonl:2");
  }

  @Test
  void half_a_line_of_a_crash_is_no_tampering_and_the_chain_goes_on() throws IOException {
    for (int round = 0; round < 3; round++) {
      write(log(ROOMY), 2);
      List<Path> files = AuditChain.files(audit());
      Files.writeString(files.get(files.size() - 1), "{\"time\":\"20", StandardOpenOption.APPEND);
    }
    write(log(ROOMY), 2);
    AuditChain chain = AuditChain.read(audit());
    assertThat(chain.lines()).hasSize(8);
    assertThat(chain.broken()).isEmpty();
  }

  @Test
  void rotation_keeps_the_chain_and_the_newest_files() throws IOException {
    AuditLog log = log(new AuditLog.Limits(600, 3));
    write(log, 40);
    assertThat(AuditChain.files(audit())).hasSize(3);
    AuditChain chain = AuditChain.read(audit());
    assertThat(chain.broken()).isEmpty();
    assertThat(chain.lines().get(chain.lines().size() - 1)).contains("\"wrote\":45");
    write(log(new AuditLog.Limits(600, 3)), 10);
    assertThat(AuditChain.read(audit()).broken()).isEmpty();
    assertThat(AuditChain.files(audit())).hasSize(3);
  }

  @Test
  void tampering_across_a_rotation_is_found() throws IOException {
    write(log(new AuditLog.Limits(600, 10)), 12);
    Path first = AuditChain.files(audit()).get(0);
    List<String> lines = new ArrayList<>(Files.readAllLines(first));
    int last = lines.size() - 1;
    lines.set(last, lines.get(last).replace("bay-01", "bay-02"));
    Files.write(first, lines);
    assertThat(AuditChain.read(audit()).broken()).contains("audit-000002.jsonl:1");
  }

  @Test
  void an_empty_folder_is_an_empty_chain() throws IOException {
    assertThat(AuditChain.read(folder.resolve("nowhere")).lines()).isEmpty();
    assertThat(AuditChain.read(audit()).broken()).isEmpty();
  }

  @Test
  void a_folder_that_cannot_be_is_told_with_one_text_and_never_thrown() throws IOException {
    folder = Files.writeString(folder.resolve("a-file"), "", StandardCharsets.UTF_8);
    write(log(ROOMY), 3);
    assertThat(troubles).isNotEmpty();
    assertThat(troubles.stream().distinct().count()).isEqualTo(1);
  }

  private Path audit() {
    return folder.resolve("audit");
  }

  private AuditLog log(AuditLog.Limits limits) {
    return log(folder, limits);
  }

  private AuditLog log(Path where, AuditLog.Limits limits) {
    return new AuditLog(where, Runnable::run, new Lines(), limits, troubles::add);
  }

  private static void write(AuditLog log, int count) {
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
}
