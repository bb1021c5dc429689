package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Decoder;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes what sources publish through the maps: words and meanings come from outside. */
class DocumentVectorsTest {
  private static final Set<String> KINDS =
      Set.of("trace", "reading", "maker", "driver-test", "constructed");
  private static final Path LIST = Path.of("src/main/resources/maps/checked.txt");

  static Stream<DocumentVectors.Vector> vectors() {
    return DocumentVectors.all().stream();
  }

  /** FAULTS E06. */
  @ParameterizedTest
  @MethodSource("vectors")
  void words_of_a_source_mean_what_the_source_says(DocumentVectors.Vector vector) {
    RegisterMap map = Files.library().maps().get(vector.map());
    assertThat(map).as(vector.map()).isNotNull();
    assertThat(vector.source()).isNotBlank();
    assertThat(vector.date()).matches("[0-9]{4}(-[0-9]{2}){1,2}");
    assertThat(KINDS).contains(vector.kind());
    assertThat(vector.means()).isNotEmpty();
    vector.means().forEach((name, meaning) -> means(vector, map, name, meaning));
  }

  private static void means(
      DocumentVectors.Vector vector, RegisterMap map, String name, Optional<Double> meaning) {
    Point point = map.point(name).orElseThrow();
    int offset = 2 * (point.address() - vector.address());
    assertThat(point.readFunction()).as("function of %s", name).isEqualTo(vector.function());
    assertThat(offset).as("%s is read", name).isNotNegative();
    assertThat(offset + 2 * point.registers()).isLessThanOrEqualTo(vector.words().length);
    Reading reading = Decoder.decode(point, vector.order(), vector.words(), offset);
    assertThat(reading.isValue()).as("%s: %s", name, reading).isEqualTo(meaning.isPresent());
    meaning.ifPresent(
        value ->
            assertThat(reading.number())
                .as("%s from %s", name, vector.source())
                .isCloseTo(value, Offset.offset(1e-4 * Math.max(1, Math.abs(value)))));
  }

  /** Where no law of physics decides the order on a charger, only the map states it. */
  @Test
  void a_map_without_laws_has_the_word_order_of_its_vectors() {
    int compared = 0;
    for (DocumentVectors.Vector vector : DocumentVectors.all()) {
      RegisterMap map = Files.library().maps().get(vector.map());
      for (String name : vector.means().keySet()) {
        Point point = map.point(name).orElseThrow();
        if (map.laws().isEmpty() && point.orderDependent()) {
          assertThat(point.order()).as("%s", vector).isEqualTo(vector.order());
          compared++;
        }
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  void small_values_are_compared_with_their_own_size() {
    DocumentVectors.Vector rest =
        DocumentVectors.all().stream()
            .filter(v -> v.map().equals("alfen-eve-ng9xx"))
            .filter(v -> v.means().containsValue(Optional.of(0.00627)))
            .findFirst()
            .orElseThrow();
    Point power =
        Files.library().maps().get(rest.map()).point("power_active_phase_tot").orElseThrow();
    assertThat(Decoder.decode(power, rest.order(), rest.words(), 0).number())
        .isCloseTo(0.00627, Offset.offset(1e-6));
  }

  /** With {@code -Dampwire.write=true} the list is written; it is never edited by hand. */
  @Test
  void the_list_of_checked_maps_is_that_of_the_vectors() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Maps with document vectors, and what the vectors come from. DocumentVectorsTest writes"
            + " this list.");
    DocumentVectors.kinds().forEach((id, kinds) -> lines.add(id + " " + String.join(" ", kinds)));
    if (Boolean.getBoolean("ampwire.write")) {
      java.nio.file.Files.write(LIST, lines);
    }
    assertThat(java.nio.file.Files.readAllLines(LIST)).isEqualTo(lines);
  }

  @Test
  void a_map_without_vectors_says_unchecked() {
    Set<String> checked = DocumentVectors.kinds().keySet();
    for (RegisterMap map : Files.library().maps().values()) {
      boolean says = EvidenceLibrary.shipped().book().of(map).checked();
      assertThat(says).as(map.id()).isEqualTo(checked.contains(map.id()));
    }
    assertThat(checked).hasSizeGreaterThanOrEqualTo(7);
  }
}
