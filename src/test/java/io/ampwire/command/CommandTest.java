package io.ampwire.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whose a command is, where the topic says so. */
class CommandTest {
  private static final Command.Value TEN = new Command.Number(BigDecimal.TEN);

  private static Command by(Command.Value value, String by) {
    return new Command(
        "set_point",
        value,
        Optional.of("a1"),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.ofNullable(by),
        false,
        0,
        0);
  }

  @Test
  void the_topic_names_the_controller() {
    assertThat(by(TEN, null).from("ems-1")).isEqualTo(by(TEN, "ems-1"));
    assertThat(by(TEN, "ems-1").from("ems-1")).isEqualTo(by(TEN, "ems-1"));
  }

  @Test
  void a_payload_that_names_another_is_not_understood_and_keeps_its_id() {
    Command command = by(TEN, "ems-2").from("ems-1");
    assertThat(command.value())
        .isEqualTo(new Command.Malformed("by is 'ems-2', but the topic is ems-1's"));
    assertThat(command.by()).contains("ems-1");
    assertThat(command.id()).contains("a1");
  }

  @Test
  void what_was_not_understood_before_says_why_still() {
    Command.Value why = new Command.Malformed("the payload is empty");
    assertThat(by(why, null).from("ems-1").value()).isEqualTo(why);
  }
}
