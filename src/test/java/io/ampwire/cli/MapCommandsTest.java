package io.ampwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandsTest {
  private static final String MAP = "schneider-evlink-pro-ac";
  private static final String SEED = "src/test/resources/seed/schneider-evlink-pro-ac.txt";
  private static final String TABLE = "src/test/resources/tables/vestel-evc04.csv";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Commands.commands(new PrintWriter(out, true), new PrintWriter(err, true)).execute(args);
  }

  @Test
  void an_imported_table_is_a_map_on_stdout_and_findings_on_stderr() throws Exception {
    assertThat(run("map", "import", TABLE, "--id", "mine", "--partial")).isEqualTo(Exit.DONE);

    assertThat(out.toString()).contains("id: mine", "- name: charge_point_state", "address: 1000");
    assertThat(err.toString())
        .contains(TABLE + ":1: column 'Register': assumed: 3xxxx and 4xxxx number")
        .contains("column 'Default': unused", "13 points from 16 rows, 2 kept")
        .contains("map check finds no fault");
    Path file = Files.writeString(folder.resolve("mine.yaml"), out.toString());
    assertThat(run("map", "check", file.toString())).isEqualTo(Exit.DONE);
  }

  /** FAULTS D10 */
  @Test
  void how_much_of_the_table_survived_is_the_first_line_and_the_exit_code() {
    assertThat(run("map", "import", TABLE, "--id", "mine")).isEqualTo(Exit.CHECK_FAILED);

    assertThat(err.toString().lines().findFirst().orElseThrow())
        .isEqualTo(
            "vestel-evc04.csv: 13 points from 16 rows, 2 kept as notes, titles or reserved; 1 row"
                + " lost (line 17)");
    assertThat(out.toString()).contains("# 13 points from 16 rows", "- name: charge_point_state");
    assertThat(err.toString()).contains("rows are missing; --partial accepts that");
  }

  @Test
  void a_map_that_lacks_something_is_written_and_says_what() {
    Path file = folder.resolve("seed.yaml");

    assertThat(run("map", "import", SEED, "--id", "seed", "--out", file.toString()))
        .isEqualTo(Exit.CHECK_FAILED);

    assertThat(file).content().contains("- name: frequence");
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains(
            "34 points from 38 rows, 3 kept",
            "writable, but no write rule: say what may be written");
  }

  @Test
  void nothing_is_overwritten_and_wrong_usage_makes_nothing() throws Exception {
    Path there = Files.writeString(folder.resolve("there.yaml"), "mine");

    assertThat(run("map", "import", TABLE, "--id", "x", "--out", there.toString()))
        .isEqualTo(Exit.WRONG_USAGE);
    assertThat(run("map", "import", TABLE, "--id", "X!")).isEqualTo(Exit.WRONG_USAGE);
    assertThat(run("map", "import", TABLE)).isEqualTo(Exit.WRONG_USAGE);
    assertThat(run("map", "import", "none.csv", "--id", "x")).isEqualTo(Exit.WRONG_USAGE);

    assertThat(there).content().isEqualTo("mine");
    assertThat(err.toString())
        .contains("exists already", "--id must be", "none.csv cannot be read");
  }

  @Test
  void a_map_is_shown_with_one_computed_rung_that_no_bridge_takes_back_in() throws Exception {
    assertThat(run("map", "show", MAP)).isEqualTo(Exit.DONE);

    assertThat(out.toString().lines().filter(line -> line.startsWith("rung:")))
        .singleElement()
        .asString()
        .startsWith("rung: transport");
    Path file = Files.writeString(folder.resolve("shown.yaml"), out.toString());
    assertThat(run("map", "check", file.toString())).isEqualTo(Exit.CHECK_FAILED);
    assertThat(err.toString()).contains("rung: a rung is computed from evidence");
  }

  @Test
  void an_edited_map_is_shown_without_the_rung_it_had() throws Exception {
    StringWriter shown = new StringWriter();
    Commands.commands(new PrintWriter(shown, true), new PrintWriter(err, true))
        .execute("map", "show", MAP);
    String edited =
        shown
            .toString()
            .replaceFirst("(?m)^rung:.*\\R", "")
            .replace("id: " + MAP, "id: edited")
            .replace("address: 3059", "address: 3061");
    Files.writeString(folder.resolve("edited.yaml"), edited);

    assertThat(run("map", "show", "edited", "--maps", folder.toString())).isEqualTo(Exit.DONE);

    assertThat(out.toString()).contains("rung: documented");
  }
}
