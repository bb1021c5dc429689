package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Command;
import io.ampwire.command.ReplyTo;
import io.ampwire.map.ChargerId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTopicsTest {
  private static final ChargerId BAY = new ChargerId("bay");
  private static final Topics TOPICS = new Topics("ampwire", "bridge", Optional.empty());

  private final ResponseTopics topics =
      new ResponseTopics(TOPICS, List.of("clients/+/answers", "azure/#", "#", "exact/topic"));
  private final ResponseTopics none = new ResponseTopics(TOPICS, List.of());
  private final List<String> refused = new ArrayList<>();

  private static Command command() {
    return new Command(
        "set_point",
        new Command.Number(BigDecimal.valueOf(16)),
        Optional.of("a1"),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        false,
        0,
        0);
  }

  private static IncomingProperties asking(String topic, int correlation) {
    return new IncomingProperties(
        OptionalLong.of(5), Optional.of(topic), Optional.of(new byte[correlation]));
  }

  /** FAULTS C19. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ampwire/bridge/bay/cmd/set_point",
        "ampwire/bridge/bay/state",
        "ampwire/bridge/bay/status",
        "ampwire/bridge/other/ack/set_point",
        "ampwire/bridge/_bridge/cmd/loop",
        "ampwire/bridge/status",
        "ampwire/bridge/bay/acknowledge",
        "$SYS/broker",
        "clients/+/answers",
        "a/#",
        "with\u0000nul",
        ""
      })
  void no_filter_lets_an_answer_become_a_command_a_state_or_a_probe(String topic) {
    assertThat(topics.allows(BAY, topic)).isFalse();
  }

  @Test
  void below_the_chargers_own_acks_and_within_the_filters_answers_may_go() {
    assertThat(none.allows(BAY, "ampwire/bridge/bay/ack/set_point/ems-1")).isTrue();
    assertThat(none.allows(BAY, "clients/1/answers")).isFalse();
    ResponseTopics some =
        new ResponseTopics(TOPICS, List.of("clients/+/answers", "azure/#", "exact/topic"));
    assertThat(some.allows(BAY, "clients/1/answers")).isTrue();
    assertThat(some.allows(BAY, "clients/1/2/answers")).isFalse();
    assertThat(some.allows(BAY, "azure")).isTrue();
    assertThat(some.allows(BAY, "azure/x/y")).isTrue();
    assertThat(some.allows(BAY, "exact/topic/below")).isFalse();
    assertThat(some.allows(BAY, "x".repeat(257))).isFalse();
  }

  @Test
  void an_allowed_topic_goes_with_the_command_and_its_correlation_unchanged() {
    Command asked = topics.apply(BAY, command(), asking("clients/1/answers", 256), refused::add);
    ReplyTo replyTo = asked.delivery().replyTo().orElseThrow();
    assertThat(replyTo.topic()).isEqualTo("clients/1/answers");
    assertThat(replyTo.correlation().orElseThrow()).hasSize(256);
    assertThat(asked.delivery().expiry()).hasValue(5);
    assertThat(refused).isEmpty();
  }

  /** FAULTS C19. */
  @Test
  void a_topic_outside_is_answered_on_ack_only_and_the_command_stands() {
    Command asked = none.apply(BAY, command(), asking("clients/1/answers", 65_535), refused::add);
    assertThat(asked.value()).isEqualTo(command().value());
    assertThat(asked.delivery().replyTo()).isEmpty();
    assertThat(refused).containsExactly("clients/1/answers");
  }

  /** FAULTS C19. */
  @Test
  void correlation_data_of_64_kB_makes_a_command_that_is_refused_with_its_bound() {
    Command asked = topics.apply(BAY, command(), asking("clients/1/answers", 65_535), refused::add);
    assertThat(asked.value())
        .isEqualTo(
            new Command.Malformed(
                "the correlation data has 65535 bytes, at most 256 are returned"));
    assertThat(asked.id()).as("the answer still finds its asker").hasValue("a1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/#/b", "a+", "#a", "", "a/b#"})
  void what_is_not_a_filter_is_not_configured(String text) {
    assertThat(ResponseTopics.isFilter(text)).isFalse();
  }
}
