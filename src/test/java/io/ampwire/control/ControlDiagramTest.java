package io.ampwire.control;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.Decimal;
import io.ampwire.map.Evlink;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The diagram in the docs is generated from the transitions of {@link ControlState}. {@code mvn
 * test -Dtest=ControlDiagramTest -Ddocs.write=true} writes it.
 */
class ControlDiagramTest {
  private static final Path DOC = Path.of("docs/explanation/control.md");
  private static final String BEGIN = "```mermaid\n";
  private static final String END = "```\n";
  private static final Grant GRANT =
      new Grant(
          Decimal.of(16), Optional.empty(), OptionalLong.empty(), 0, Optional.of(Decimal.of(16)));
  private static final Resumption RESUMPTION =
      new Resumption(
          Evlink.MAP,
          new IntentJournal.Intent(
              Decimal.of(16), Optional.empty(), Optional.empty(), Optional.empty()),
          true,
          Duration.ZERO,
          0,
          Duration.ofMinutes(10));
  private static final List<ControlState> STATES =
      List.of(
          ControlState.FREE,
          new ControlState.Held(GRANT),
          new ControlState.Away(GRANT, false),
          new ControlState.Suspended(GRANT, RESUMPTION));

  /** A step of the machine, by the name that the diagram gives it. */
  private record Arrow(ControlPhase from, String label, ControlPhase to) {}

  @Test
  void the_diagram_in_the_docs_is_the_one_in_the_code() throws Exception {
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
  void every_kind_of_state_is_in_the_diagram() {
    assertThat(STATES)
        .extracting(state -> (Object) state.getClass())
        .containsExactlyInAnyOrder((Object[]) ControlState.class.getPermittedSubclasses());
    assertThat(STATES).extracting(ControlState::phase).containsExactly(ControlPhase.values());
  }

  @Test
  void the_docs_say_what_each_state_and_each_reason_means() throws IOException {
    String doc = Files.readString(DOC);
    String prose = doc.substring(doc.indexOf(END, doc.indexOf(BEGIN) + BEGIN.length()));
    for (ControlPhase phase : ControlPhase.values()) {
      assertThat(prose).contains("**" + name(phase) + "**");
    }
    for (LossReason reason : LossReason.values()) {
      assertThat(prose).contains("`" + reason.label() + "`");
    }
  }

  @Test
  void only_a_write_or_a_read_back_value_leads_to_the_lifebit() throws Exception {
    assertThat(arrows())
        .filteredOn(arrow -> arrow.to() == ControlPhase.HELD)
        .isNotEmpty()
        .allSatisfy(arrow -> assertThat(arrow.label()).isIn("applied", "rewritten", "resumed"));
  }

  @Test
  void from_every_state_a_stopped_bridge_leads_to_no_control() {
    assertThat(STATES)
        .allSatisfy(
            state -> {
              assertThat(state.lost(LossReason.BRIDGE_STOPPED)).isEqualTo(ControlState.FREE);
              assertThat(state.lost(LossReason.RELEASED)).isEqualTo(ControlState.FREE);
              assertThat(state.lost(LossReason.INVENTORY_CHANGED)).isEqualTo(ControlState.FREE);
            });
  }

  /** Every transition method of the machine, tried on every state with every reason. */
  private static List<Arrow> arrows() throws ReflectiveOperationException {
    List<Arrow> arrows = new ArrayList<>();
    for (Method method : transitions()) {
      for (ControlState state : STATES) {
        if (method.getName().equals("lost")) {
          for (LossReason reason : LossReason.values()) {
            step(arrows, state, reason.label(), state.lost(reason));
          }
        } else {
          Object[] data =
              Arrays.stream(method.getParameterTypes()).map(ControlDiagramTest::sample).toArray();
          step(arrows, state, label(method), (ControlState) method.invoke(state, data));
        }
      }
    }
    return arrows;
  }

  private static void step(List<Arrow> arrows, ControlState from, String label, ControlState to) {
    if (from.phase() != to.phase()) {
      arrows.add(new Arrow(from.phase(), label, to.phase()));
    }
  }

  private static List<Method> transitions() {
    return Arrays.stream(ControlState.class.getDeclaredMethods())
        .filter(method -> method.getReturnType() == ControlState.class && !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static Object sample(Class<?> type) {
    if (type == Grant.class) {
      return GRANT;
    }
    return type == Resumption.class ? RESUMPTION : Boolean.FALSE;
  }

  private static String label(Method transition) {
    return transition.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** One line from a state to another, with everything that leads there. */
  private static String diagram() throws ReflectiveOperationException {
    List<Arrow> arrows = arrows();
    StringBuilder text = new StringBuilder("stateDiagram-v2\n  [*] --> free\n");
    for (ControlPhase from : ControlPhase.values()) {
      Map<ControlPhase, Set<String>> ways = new EnumMap<>(ControlPhase.class);
      for (Arrow arrow : arrows) {
        if (arrow.from() == from) {
          ways.computeIfAbsent(arrow.to(), phase -> new TreeSet<>()).add(arrow.label());
        }
      }
      ways.forEach(
          (to, labels) ->
              text.append(
                  "  %s --> %s: %s\n"
                      .formatted(name(from), name(to), labels.stream().collect(joining(", ")))));
    }
    return text.toString();
  }

  private static String name(ControlPhase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
