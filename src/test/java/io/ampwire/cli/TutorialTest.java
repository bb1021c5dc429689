package io.ampwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table and the physics of the tutorial do what the tutorial says of them. */
class TutorialTest {
  private static final Path PAGE = Path.of("docs/tutorial/first-own-map.md");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Commands.commands(new PrintWriter(out, true), new PrintWriter(err, true)).execute(args);
  }

  /** The fenced blocks of the page, in order. */
  private static List<String> blocks() throws IOException {
    return Pattern.compile("(?ms)^```[a-z]*\\n(.*?)^```$")
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void the_table_becomes_a_map_whose_one_mistake_check_names() throws IOException {
    Path table = Files.writeString(folder.resolve("table.csv"), blocks().get(0));
    Path map = folder.resolve("my-charger.yaml");
    assertThat(
            run("map", "import", table.toString(), "--id", "my-charger", "--out", map.toString()))
        .isEqualTo(Exit.DONE);
    assertThat(map).content().contains("word-order: high-word-first", "  unit: 1\n");
    assertThat(map).content().contains("title: my-charger", "licence: unknown");

    Files.writeString(map, Files.readString(map) + "\n" + blocks().get(1));
    err.getBuffer().setLength(0);
    assertThat(run("map", "check", map.toString())).isEqualTo(Exit.CHECK_FAILED);
    assertThat(err.toString()).containsOnlyOnce("voltage_phase_4").containsPattern("yaml:\\d+: ");

    Files.writeString(map, Files.readString(map).replace("voltage_phase_4", "voltage_phase_3"));
    assertThat(run("map", "check", map.toString())).isEqualTo(Exit.DONE);
    assertThat(run("map", "show", "my-charger", "--maps", folder.toString())).isEqualTo(Exit.DONE);
    assertThat(out.toString()).contains("rung: documented");
  }
}
