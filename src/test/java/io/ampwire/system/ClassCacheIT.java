package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cache of classes that the Debian package and the container create, with the Java of the test.
 */
class ClassCacheIT {
  private static final Path SCRIPT = Path.of("deploy/aot-cache.sh").toAbsolutePath();
  private static final Path BUILT = Path.of("target/quarkus-app");
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());

  @Test
  void javaStartsWithTheCacheItMadeAndWithoutOneThatDoesNotFit() throws IOException {
    Path application = folder.resolve("application");
    copy(BUILT, application);

    String to = "TO=" + application;
    assertThat(run("env", to, "sh", SCRIPT.toString(), JAVA, application.toString(), "1"))
        .as("%s", printed)
        .isZero();
    List<String> options = options(application);
    assertThat(options).contains("-XX:+IgnoreUnrecognizedVMOptions");
    Path cache = Path.of(options.get(1).substring(options.get(1).indexOf('=') + 1));
    assertThat(cache).isNotEmptyFile();

    boolean aot = cache.toString().endsWith(".aot");
    String required = aot ? "-XX:AOTMode=on" : "-Xshare:on";
    assertThat(version(application, options, required)).as("%s", printed).isZero();

    Files.write(cache, new byte[4096]);
    assertThat(version(application, options, required)).isNotZero();
    printed.clear();
    assertThat(version(application, options, "-Dunused=1")).as("%s", printed).isZero();
    assertThat(printed).last().asString().startsWith("ampwire ");
  }

  private static List<String> options(Path application) throws IOException {
    String line = Files.readString(application.resolve("cache.env")).strip();
    assertThat(line).startsWith("JAVA_CLASS_CACHE=");
    return List.of(line.substring(line.indexOf('=') + 1).split(" "));
  }

  private int version(Path application, List<String> options, String more) {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(options);
    String jar = application.resolve("quarkus-run.jar").toString();
    command.addAll(List.of(more, "-XX:+UseSerialGC", "-jar", jar, "--version"));
    return run(command.toArray(String[]::new));
  }

  private int run(String... command) {
    try (Child child = new Child(folder, List.of(command), printed::add)) {
      return child.exitCode(SOON);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path copy = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(one, copy);
        }
      }
    }
  }
}
