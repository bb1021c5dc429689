package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.EvidenceRecheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every record in the repository claims what its own registers show. */
class SubmittedEvidenceTest {
  private static final Path FOLDER = Path.of("src/main/resources/evidence");

  @Test
  void each_claim_of_each_record_is_supported_by_its_registers() throws IOException {
    List<Path> records;
    try (Stream<Path> files = java.nio.file.Files.list(FOLDER)) {
      records = files.filter(file -> file.toString().endsWith(".json")).toList();
    }
    assertThat(records).isNotEmpty();
    for (Path file : records) {
      Evidence record =
          ((EvidenceReader.Parsed)
                  EvidenceReader.read(file.toString(), java.nio.file.Files.readString(file)))
              .evidence();
      RegisterMap map = Files.library().maps().get(record.map());
      EvidenceRecheck.Result result = EvidenceRecheck.of(map, record);
      assertThat(result.differences()).as(file.toString()).isEmpty();
      assertThat(result.supported()).as(file.toString()).isPositive();
    }
  }
}
