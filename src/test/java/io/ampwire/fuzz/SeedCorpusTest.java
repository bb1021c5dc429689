package io.ampwire.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The fuzzer's inputs, as regressions in every build; the fuzzer itself is the profile fuzz. */
class SeedCorpusTest {
  private static final Path SHIPPED = Path.of("src/main/resources/maps");

  static Stream<Arguments> inputs() {
    return Arrays.stream(Target.values())
        .flatMap(target -> target.inputs().stream().map(file -> Arguments.of(target, file)));
  }

  /** FAULTS M18. */
  @ParameterizedTest
  @MethodSource("inputs")
  void an_input_that_was_worth_keeping_still_holds(Target target, Path file) throws IOException {
    byte[] input = Files.readAllBytes(file);
    assertThatCode(() -> target.run(input)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void a_seed_with_bytes_missing_or_changed_holds_too(Target target) throws IOException {
    Random random = new Random(20_261_124);
    for (Path file : target.inputs()) {
      byte[] seed = Files.readAllBytes(file);
      for (int i = 0; i < 20 && seed.length > 0; i++) {
        byte[] input = Arrays.copyOf(seed, 1 + random.nextInt(seed.length));
        input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        assertThatCode(() -> target.run(input))
            .as("%s, change %d", file, i)
            .doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void a_shipped_map_holds(Path file) throws IOException {
    byte[] input = Files.readAllBytes(file);
    assertThatCode(() -> Target.MAP.run(input)).doesNotThrowAnyException();
  }

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
    }
  }
}
