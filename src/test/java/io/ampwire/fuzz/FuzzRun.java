package io.ampwire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Coverage-guided fuzzing with Jazzer, one process per reader: {@code mvn -Pfuzz verify
 * -Dfuzz.seconds=600}, shared out among them. A finding fails the run and leaves its input in
 * {@code target/fuzz}; it belongs into the seeds.
 */
class FuzzRun {
  private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
  private static final Path MAPS = Path.of("src/main/resources/maps");

  @ParameterizedTest
  @EnumSource
  void a_reader_bears_whatever_the_fuzzer_finds(Target target)
      throws IOException, InterruptedException {
    String name = target.name().toLowerCase(Locale.ROOT);
    Path folder = Files.createDirectories(Path.of("target/fuzz", name));
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    if (target == Target.MAP) {
      copyMaps(corpus);
    }
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command(target, corpus, folder))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(SECONDS + 600L, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String said = Files.readString(log);
    said.lines().filter(FuzzRun::isFigure).forEach(line -> System.out.println(name + ": " + line));
    assertThat(ended).as("%s ended in time", name).isTrue();
    assertThat(process.exitValue()).as("%s, see %s%n%s", name, log, said).isZero();
    assertThat(said).as("what was executed").contains("stat::number_of_executed_units");
  }

  private static List<String> command(Target target, Path corpus, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), JAZZER));
    command.add("--target_class=" + target.type().getName());
    command.add(
        "--instrumentation_includes=io.ampwire.**:org.yaml.snakeyaml.**:com.fasterxml.jackson.core.**");
    // The broker's target connects to a server of its own on this machine.
    command.add(
        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder + "/");
    command.add("-max_total_time=" + SECONDS / Target.values().length);
    command.add("-max_len=" + target.longest());
    command.addAll(List.of("-print_final_stats=1", "-timeout=60", "-rss_limit_mb=2048"));
    command.addAll(List.of(corpus.toString(), target.seeds().toString()));
    return command;
  }

  private static boolean isFigure(String line) {
    return line.startsWith("stat::")
        || line.contains("INITED")
        || line.contains("DONE")
        || line.startsWith("==");
  }

  private static void copyMaps(Path corpus) throws IOException {
    try (Stream<Path> files = Files.list(MAPS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        Files.write(corpus.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }
}
