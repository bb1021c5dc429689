package io.ampwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class CommandsTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Commands.commands(new PrintWriter(out, true), new PrintWriter(err, true)).execute(args);
  }

  @Test
  void no_command_and_the_demo_are_left_to_the_bridge() {
    assertThat(Commands.run()).isEmpty();
    assertThat(Commands.run("demo")).isEmpty();
  }

  @Test
  void the_usage_lists_every_command_and_the_exit_codes() {
    assertThat(run("--help")).isEqualTo(Exit.DONE);

    assertThat(out.toString()).contains("demo", "map", "audit", "Exit codes");
    assertThat(err.toString()).isEmpty();
  }

  private String help(Invocation invocation, String... command) {
    out.getBuffer().setLength(0);
    Commands.commands(new PrintWriter(out, true), new PrintWriter(err, true), invocation)
        .execute(command);
    return out.toString();
  }

  @Test
  void the_usage_names_the_program_as_it_was_called() {
    Properties jar = new Properties();
    Properties script = new Properties();
    script.setProperty("app.name", "ampwire");

    assertThat(help(Invocation.of(jar), "--help"))
        .contains("usage: java -jar quarkus-run.jar ", "java -jar quarkus-run.jar COMMAND ")
        .contains("demo");
    assertThat(help(Invocation.of(script), "--help"))
        .contains("usage: ampwire ", "demo")
        .doesNotContain(".jar");
    assertThat(help(Invocation.of(script), "verify", "--help")).contains("ampwire verify");
  }

  @Test
  void the_usage_of_a_native_executable_speaks_of_no_jar_and_no_demo() {
    Properties executable = new Properties();
    executable.setProperty("org.graalvm.nativeimage.imagecode", "runtime");

    assertThat(help(Invocation.of(executable), "--help"))
        .contains("usage: ampwire ", "verify", "Exit codes")
        .doesNotContain(".jar", "demo");
  }

  @Test
  void wrong_usage_is_told_on_stderr_with_the_usage() {
    for (String[] wrong :
        new String[][] {{"frobnicate"}, {"map"}, {"map", "check"}, {"audit"}, {"demo", "x"}}) {
      assertThat(run(wrong)).as(String.join(" ", wrong)).isEqualTo(Exit.WRONG_USAGE);
    }

    assertThat(err.toString()).contains("frobnicate", "usage:");
    assertThat(out.toString()).isEmpty();
  }

  /** FAULTS D12. */
  @Test
  void the_name_of_a_key_stays_one_value_of_the_printed_trust_list() {
    String name = "Me\"\n    kinds: [hardware]\n  - name: Eve";

    assertThat(run("key", "--key", folder.resolve("key.pem").toString(), "--name", name))
        .isEqualTo(Exit.DONE);

    Map<String, List<Map<String, Object>>> list = new Yaml().load(out.toString());
    assertThat(list.get("keys"))
        .singleElement()
        .satisfies(key -> assertThat(key).containsEntry("name", name));
  }

  @Test
  void a_map_that_cannot_be_read_is_wrong_usage_and_one_with_faults_a_failed_check()
      throws Exception {
    Path odd = Files.writeString(folder.resolve("odd.yaml"), "schema: 1\ntitel: x\n");

    assertThat(run("map", "check", folder.resolve("none.yaml").toString()))
        .isEqualTo(Exit.WRONG_USAGE);
    assertThat(run("map", "check", odd.toString())).isEqualTo(Exit.CHECK_FAILED);

    assertThat(err.toString()).contains("none.yaml cannot be read", "odd.yaml:2: titel");
    assertThat(out.toString()).isEmpty();
  }
}
