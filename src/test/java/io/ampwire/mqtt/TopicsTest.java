package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.ChargerId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  private static final ChargerId BAY = new ChargerId("bay-01");

  private final Topics plain = new Topics("ampwire", "bridge", Optional.empty());
  private final Topics bound =
      new Topics("ampwire", "bridge", Optional.empty(), Optional.empty(), true);

  @Test
  void without_controller_topics_nothing_below_the_name_is_heard() {
    assertThat(plain.commands()).isEqualTo("ampwire/bridge/+/cmd/+");
    assertThat(plain.command("ampwire/bridge/bay-01/cmd/set_point/ems-1")).isEmpty();
  }

  @Test
  void with_them_a_controller_has_its_own_and_the_plain_one_stays() {
    assertThat(bound.commands()).isEqualTo("ampwire/bridge/+/cmd/#");
    assertThat(bound.command("ampwire/bridge/bay-01/cmd/set_point/ems-1"))
        .contains(new Topics.CommandAddress(BAY, "set_point", Optional.of("ems-1")));
    assertThat(bound.command("ampwire/bridge/bay-01/cmd/set_point"))
        .contains(new Topics.CommandAddress(BAY, "set_point", Optional.empty()));
    assertThat(bound.isLoop("ampwire/bridge/_bridge/cmd/loop")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ampwire/bridge/bay-01/cmd/set_point/",
        "ampwire/bridge/bay-01/cmd/set_point/a b",
        "ampwire/bridge/bay-01/cmd/set_point/a/b",
        "ampwire/bridge/bay-01/cmd//ems-1",
        "ampwire/bridge/bay-01/cmd/SET/ems-1",
        "ampwire/bridge/_bridge/cmd/loop/ems-1",
        "ampwire/other/bay-01/cmd/set_point/ems-1"
      })
  void what_names_no_charger_command_or_controller_is_no_command(String topic) {
    assertThat(bound.command(topic)).isEmpty();
  }
}
