package io.ampwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What a terminal would obey is shown instead. */
class TerminalWriterTest {
  private final StringWriter shown = new StringWriter();
  private final PrintWriter out = new PrintWriter(new TerminalWriter(shown), true);

  /** FAULTS D12 */
  @Test
  void control_characters_are_shown_as_escapes_and_lines_stay_lines() {
    out.print("a\tb\u001b[2J\u202ec\u2028d\re\n");
    out.write(0x07);
    out.write("xx\u0000yy".toCharArray(), 1, 3);
    out.flush();

    assertThat(shown).hasToString("a\tb\\u001b[2J\\u202ec\\u2028d\\re\n" + "\\u0007" + "x\\u0000y");
  }

  @Test
  void ordinary_text_in_any_script_passes_unchanged() {
    String text = "Größe 0,1 °C – 功率 🔌\r\nnext\n";

    out.print(text);
    out.flush();

    assertThat(shown).hasToString(text);
  }

  /** FAULTS D12 */
  @Test
  void every_command_prints_through_it() {
    StringWriter err = new StringWriter();

    Commands.commands(new PrintWriter(shown, true), new PrintWriter(err, true))
        .execute("map", "show", "no\u001b[31msuch\u202e");

    assertThat(err.toString()).contains("no\\u001b[31msuch\\u202e").doesNotContain("\u001b");
  }
}
