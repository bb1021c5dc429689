package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Axis;
import io.ampwire.trust.DeviceVersion;
import io.ampwire.trust.JudgedEvidence;
import io.ampwire.trust.MapTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of tested firmware says what the records in the repository are worth. */
class FirmwarePageTest {
  private static final Path PAGE = Path.of("docs/reference/firmware.md");
  private static final Path RECORDS = Path.of("src/main/resources/evidence");
  private static final String BEGIN = "<!-- records: generated -->";
  private static final String END = "<!-- records: end -->";

  /** With {@code -Dampwire.write=true} the table is written; no cell is edited by hand. */
  @Test
  void the_table_is_that_of_the_judged_records() throws IOException {
    List<String> page = java.nio.file.Files.readAllLines(PAGE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    assertThat(begin).isNotNegative().isLessThan(end);
    List<String> made = new ArrayList<>(page.subList(0, begin + 4));
    made.addAll(rows());
    made.add("");
    made.addAll(page.subList(end, page.size()));
    if (Boolean.getBoolean("ampwire.write")) {
      java.nio.file.Files.write(PAGE, made);
      page = made;
    }
    assertThat(page)
        .as("to update the table: mvn test -Dtest=FirmwarePageTest -Dampwire.write=true")
        .isEqualTo(made);
  }

  @Test
  void each_record_of_the_folder_is_listed_and_judged() throws IOException {
    List<String> files;
    try (Stream<Path> all = java.nio.file.Files.list(RECORDS)) {
      files =
          all.map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .sorted()
              .toList();
    }
    assertThat(Resources.index("evidence").stream().map(n -> n.replace("evidence/", "")).sorted())
        .as("names in %s/index.txt", RECORDS)
        .containsExactlyElementsOf(files);
    assertThat(rows()).hasSameSizeAs(files);
  }

  private static List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (RegisterMap map : Files.library().maps().values()) {
      MapTrust trust = EvidenceLibrary.shipped().book().of(map);
      trust.records().forEach(record -> rows.add(row(trust, record)));
    }
    return rows;
  }

  private static String row(MapTrust trust, JudgedEvidence record) {
    DeviceVersion device = record.evidence().device();
    return String.join(
        " | ",
        "| `" + trust.map().id() + "`",
        device.reference().orElse("unknown"),
        device.firmware().orElse("unknown"),
        record.evidence().kind().label(),
        record.evidence().time().substring(0, 10),
        record.standing().label(),
        rung(trust, Axis.READ, device),
        rung(trust, Axis.WRITE, device),
        rung(trust, Axis.FAILSAFE, device) + " |");
  }

  private static String rung(MapTrust trust, Axis axis, DeviceVersion device) {
    return trust.rung(axis, device).label();
  }
}
