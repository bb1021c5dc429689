package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.ControlSequences.From;
import io.ampwire.map.Decimal;
import io.ampwire.map.RegisterMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Control sequences as a map spells them: what is read, and which mistakes are named. */
class ControlReaderTest {
  @Test
  void every_key_is_read() {
    String text = Files.resource("maps/everything.yaml");
    RegisterMap map = ((MapReader.Parsed) MapReader.read("everything.yaml", text)).map();
    assertThat(points(map, 16, From.FREE)).containsExactly("remote", "limit", "remote");
    assertThat(points(map, 16, From.LIMITED)).containsExactly("limit", "power_limit");
    assertThat(points(map, 16, From.UNARMED)).startsWith("remote", "remote");
    assertThat(points(map, 16, From.FALLEN_BACK)).containsExactly("limit");
    assertThat(points(map, 0, From.LIMITED)).containsExactly("limit", "remote");
    assertThat(map.link().writeSpacing()).hasSeconds(2);
    assertThat(map.phases().orElseThrow().then()).hasSize(1);
  }

  private static List<String> points(RegisterMap map, long amps, From from) {
    return map.sequences().steps(map.setPoint().orElseThrow(), Decimal.of(amps), from).stream()
        .flatMap(step -> step.point().stream())
        .toList();
  }

  @Test
  void a_wrong_step_is_named_with_its_place_and_the_remedy() {
    assertThat(faults("take: [{ write: nothing, value: 1 }]"))
        .containsExactly("control.take.0.write: there is no point 'nothing'");
    assertThat(faults("take: [{ write: seen, value: 1 }]"))
        .containsExactly("control.take.0.write: 'seen' is read-only");
    assertThat(faults("take: [{ write: enable, value: 70000 }]"))
        .containsExactly("control.take.0.value: U16 does not carry 70000");
    assertThat(faults("take: [{ write: enable, value: high }]"))
        .containsExactly(
            "control.take.0.value: must be a whole number, limit or limit-watts, not 'high'");
    assertThat(faults("take: [{ write: enable, value: 1, wait: 1s }]"))
        .containsExactly("control.take.0: a step is one of: write with value, wait, lifebit: true");
    assertThat(faults("take: [{ wait: 1m }]")).containsExactly("control.take.0.wait: at most 3 s");
    assertThat(faults("take: [{ wait: 3s }, { wait: 2s }]"))
        .containsExactly("control.take: waits longer than 4 s in all");
    assertThat(faults("take: [{ lifebit: true }]"))
        .containsExactly("control.take.0.lifebit: the map has no lifebit with a value of its own");
    assertThat(faults("limit: [{ write: enable, value: 1 }]"))
        .containsExactly("control.limit: never writes the limit");
    assertThat(faults("pause: [{ write: set_point, value: 3 }]"))
        .containsExactly("control.pause.0.value: the set point takes the limit and no constant");
    assertThat(faults("take: [" + "{ write: enable, value: 1 },".repeat(9) + "]"))
        .containsExactly("control.take: has 9 steps, at most 8 are possible");
  }

  private static List<String> faults(String control) {
    String text =
        """
        schema: 1
        id: steps
        title: Steps
        revision: 1
        licence: Apache-2.0
        sources: [{ mark: DOC, kind: document, title: None }]
        link: { unit: 1, word-order: high-word-first }
        set-point: { point: set_point, pause: 0 }
        control: { %s }
        points:
          - { name: set_point, address: 10, type: U16, unit: A, access: read-write, write: { range: { min: 6, max: 32 }, also: [0], capped: true }, sources: [DOC] }
          - { name: enable, address: 11, type: U16, access: read-write, write: { also: [0, 1] }, sources: [DOC] }
          - { name: seen, address: 12, type: U16, sources: [DOC] }
        """
            .formatted(control);
    MapReader.Result result = MapReader.read("steps.yaml", text);
    return result instanceof Problems problems
        ? problems.problems().stream().map(p -> p.key() + ": " + p.message()).toList()
        : List.of();
  }
}
