package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.smallrye.reactive.messaging.mqtt.ReceivingMqttMessageMetadata;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

class MqttCommandsTest {
  private final List<String> heard = new ArrayList<>();
  private final List<IncomingProperties> asked = new ArrayList<>();
  private boolean reliable = true;
  private final MqttCommands commands =
      new MqttCommands(
          new Topics("ampwire", "bridge", Optional.empty()), new Listener(), () -> reliable);

  @Test
  void a_command_comes_with_its_address_and_its_retain_flag() {
    receive("ampwire/bridge/bay-01/cmd/set_point", true);
    assertThat(heard).containsExactly("bay-01 set_point true");
  }

  @Test
  void what_mqtt_5_adds_goes_with_the_command() {
    IncomingProperties properties =
        new IncomingProperties(
            OptionalLong.of(5), Optional.of("clients/1/answers"), Optional.of(new byte[] {1}));
    Message<byte[]> message =
        message("ampwire/bridge/bay-01/cmd/set_point", false).addMetadata(properties);
    assertThat(commands.received(message).toCompletableFuture()).isCompleted();
    assertThat(asked).containsExactly(properties);
  }

  @Test
  void a_mark_that_came_where_commands_may_not_is_an_echo() {
    receive("ampwire/bridge/_bridge/cmd/loop", false);
    reliable = false;
    receive("ampwire/bridge/_bridge/cmd/loop", false);
    assertThat(heard).containsExactly("loop", "echo");
  }

  @Test
  void what_names_no_charger_is_ignored() {
    receive("ampwire/bridge/Bay 1/cmd/set_point", false);
    receive("ampwire/bridge/bay-01/cmd/SET", false);
    receive("ampwire/bridge/_bridge/cmd/other", false);
    assertThat(heard).allMatch("ignored"::equals).hasSize(3);
  }

  /** FAULTS C18. */
  @Test
  void a_listener_that_throws_does_not_end_the_stream() {
    Message<byte[]> poison = message("ampwire/bridge/poison/cmd/set_point", false);
    assertThat(commands.received(poison).toCompletableFuture())
        .as("acknowledged all the same")
        .isCompleted();
    receive("ampwire/bridge/bay-01/cmd/set_point", false);
    assertThat(heard).containsExactly("bay-01 set_point false");
  }

  private void receive(String topic, boolean retained) {
    assertThat(commands.received(message(topic, retained)).toCompletableFuture()).isCompleted();
  }

  private static Message<byte[]> message(String topic, boolean retained) {
    MqttPublishMessage publish =
        MqttPublishMessage.create(
            1,
            MqttQoS.AT_LEAST_ONCE,
            false,
            retained,
            topic,
            Unpooled.copiedBuffer("16", StandardCharsets.UTF_8),
            MqttProperties.NO_PROPERTIES);
    return Message.of(
        "16".getBytes(StandardCharsets.UTF_8),
        Metadata.of(
            new ReceivingMqttMessageMetadata(
                io.vertx.mutiny.mqtt.messages.MqttPublishMessage.newInstance(publish))));
  }

  /** Writes down what it hears; throws for a charger called poison. */
  private final class Listener implements BrokerEvents {
    @Override
    public void connected(BrokerLimits limits) {}

    @Override
    public void disconnected() {}

    @Override
    public void problem(ConnectionProblem problem) {}

    @Override
    public void notTaken(String topic, String reason) {}

    @Override
    public void loop(byte[] payload) {
      heard.add("loop");
    }

    @Override
    public void echo(byte[] payload) {
      heard.add("echo");
    }

    @Override
    public void retainFlag(boolean shown) {}

    @Override
    public void command(Topics.CommandAddress address, CommandMessage message) {
      if (address.charger().value().equals("poison")) {
        throw new IllegalStateException("broken on purpose");
      }
      asked.add(message.properties());
      heard.add(address.charger() + " " + address.name() + " " + message.retained());
    }

    @Override
    public void homeAssistantStarted() {}

    @Override
    public void ignored(String topic) {
      heard.add("ignored");
    }
  }
}
