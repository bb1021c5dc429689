package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.telemetry.BridgeInfo;
import io.ampwire.telemetry.Document;
import io.ampwire.trust.TrustBook;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FAULTS S09. */
class JsonDocumentsTest {
  /** FAULTS S09. */
  @ParameterizedTest
  @CsvSource({"false, unsynced", "true, synced"})
  void info_says_whether_the_clock_was_ever_set(boolean synced, String said) throws IOException {
    BridgeInfo info =
        new BridgeInfo("1.0", "k3v9x2", 0, synced, "digest", List.of("bay-01"), List.of());

    byte[] document = new JsonDocuments("k3v9x2", TrustBook.EMPTY).encode(new Document.Info(info));

    assertThat(new ObjectMapper().readTree(document).get("clock").asText()).isEqualTo(said);
  }
}
