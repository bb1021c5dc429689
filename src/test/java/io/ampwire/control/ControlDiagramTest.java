package io.ampwire.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.control.ControlState.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The diagram in the docs is the one the code obeys. {@code mvn test -Dtest=ControlDiagramTest
 * -Ddocs.write=true} writes it anew.
 */
class ControlDiagramTest {
  private static final Path DOC = Path.of("docs/explanation/control.md");
  private static final String BEGIN = "```mermaid\n";
  private static final String END = "```\n";

  @Test
  void the_diagram_in_the_docs_is_the_one_in_the_code() throws IOException {
    String doc = Files.readString(DOC);
    int from = doc.indexOf(BEGIN) + BEGIN.length();
    int to = doc.indexOf(END, from);
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOC, doc.substring(0, from) + diagram() + doc.substring(to));
      return;
    }
    assertThat(doc.substring(from, to)).isEqualTo(diagram());
  }

  @Test
  void the_docs_say_what_each_state_and_each_cause_means() throws IOException {
    String doc = Files.readString(DOC);
    String prose = doc.substring(doc.indexOf(END, doc.indexOf(BEGIN) + BEGIN.length()));
    for (ControlState state : ControlState.values()) {
      assertThat(prose).contains("**" + name(state) + "**");
    }
    for (Cause cause : Cause.values()) {
      assertThat(prose).contains("`" + cause.label() + "`");
    }
  }

  @Test
  void no_way_leads_to_the_lifebit_but_through_a_write() {
    for (ControlState state : ControlState.values()) {
      state
          .ways()
          .forEach(
              (cause, next) -> {
                if (next == ControlState.HELD) {
                  assertThat(cause).isIn(Cause.APPLIED, Cause.REWRITTEN, Cause.RESUMED);
                }
              });
    }
  }

  @Test
  void from_everywhere_a_stopped_bridge_leads_to_nobody_in_control() {
    for (ControlState state : ControlState.values()) {
      assertThat(state.after(Cause.BRIDGE_STOPPED)).isEqualTo(ControlState.FREE);
      assertThat(state.after(Cause.RELEASED)).isEqualTo(ControlState.FREE);
      assertThat(state.after(Cause.INVENTORY_CHANGED)).isEqualTo(ControlState.FREE);
    }
  }

  /** One arrow from a state to another, with all causes that lead there. */
  private static String diagram() {
    StringBuilder text = new StringBuilder("stateDiagram-v2\n  [*] --> free\n");
    for (ControlState state : ControlState.values()) {
      Map<ControlState, String> arrows = new EnumMap<>(ControlState.class);
      for (ControlState next : ControlState.values()) {
        String causes =
            state.ways().entrySet().stream()
                .filter(way -> way.getValue() == next)
                .map(Map.Entry::getKey)
                .sorted()
                .map(Cause::label)
                .collect(Collectors.joining(", "));
        if (!causes.isEmpty()) {
          arrows.put(next, causes);
        }
      }
      arrows.forEach(
          (next, causes) ->
              text.append("  %s --> %s: %s\n".formatted(name(state), name(next), causes)));
    }
    return text.toString();
  }

  private static String name(ControlState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
