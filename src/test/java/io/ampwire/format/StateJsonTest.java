package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.telemetry.Document;
import io.ampwire.trust.Interpreter;
import io.ampwire.trust.TrustBook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a device answers, what goes out is JSON as every reader takes it. */
class StateJsonTest {
  private static final ObjectMapper STRICT = new ObjectMapper();
  private static final RegisterMap MAP = Files.library().maps().get(Files.SHIPPED);

  /** FAULTS D03. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "7fc00000",
        "7f800000",
        "ff800000",
        "80000000",
        "00000001",
        "7e967699",
        "ffffffff"
      })
  void a_number_that_is_none_is_null_or_zero_in_the_document(String bits) throws IOException {
    byte[] high = HexFormat.of().parseHex(bits);
    byte[] low = {high[2], high[3], high[0], high[1]};

    for (byte[] words : List.of(high, low)) {
      JsonNode state = document(filled(words));
      for (Point point : MAP.points()) {
        JsonNode value = state.path(point.name());
        assertThat(value.isNumber() && !Double.isFinite(value.doubleValue()))
            .as("%s: %s", point.name(), value)
            .isFalse();
      }
      assertThat(state.get("voltage_phase_1").asDouble()).isZero();
    }
  }

  /** FAULTS D03. */
  @Test
  void random_registers_make_strict_json_with_every_key() throws IOException {
    long seed = Long.getLong("ampwire.test.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] words = new byte[64];
      random.nextBytes(words);
      JsonNode state = document(filled(words));
      assertThat(state.has("frequence")).as("-Dampwire.test.seed=%d", seed).isTrue();
      assertThat(state.has("ev_state")).as("-Dampwire.test.seed=%d", seed).isTrue();
    }
  }

  /** Every register of every point, over and over the same words. */
  private static Capture filled(byte[] words) {
    Capture capture = new Capture(MAP);
    for (Point point : MAP.points()) {
      byte[] registers = new byte[2 * point.registers()];
      for (int i = 0; i < registers.length; i++) {
        registers[i] = words[i % words.length];
      }
      capture.put(point, registers, 0);
    }
    return capture;
  }

  private static JsonNode document(Capture capture) throws IOException {
    Interpreter interpreter = new Interpreter(MAP, WordOrderChoice.LOW_WORD_FIRST);
    ChargerSnapshot snapshot =
        new ChargerSnapshot(
            MAP,
            1_795_374_000_123L,
            ChargerSnapshot.Quality.PARTIAL,
            ControlView.NONE,
            WaitingFor.UNKNOWN,
            Optional.empty(),
            Arrays.asList(interpreter.interpret(capture, 0)),
            capture);
    byte[] bytes =
        new JsonDocuments("boot", TrustBook.EMPTY)
            .encode(new Document.State(new ChargerId("bay-01"), 1, snapshot));
    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("NaN", "Infinity");
    return STRICT.readTree(bytes);
  }
}
