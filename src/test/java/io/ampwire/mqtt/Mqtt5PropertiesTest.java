package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Mqtt5PropertiesTest {
  private static final String TOPIC = "ampwire/bridge/ladesäule/state";

  private static Stream<Arguments> packets() {
    OutgoingProperties described =
        new OutgoingProperties(
            Optional.of("application/json"), true, Map.of("ort", "Köln"), Optional.of(new byte[9]));
    return Stream.of(0, 70, 100, 127, 16_300, 16_400, 2_097_200)
        .flatMap(
            length ->
                Stream.of(described, described.reduced(), OutgoingProperties.NONE)
                    .flatMap(
                        properties ->
                            Stream.of(ProtocolVersion.values())
                                .map(version -> Arguments.of(version, length, properties))));
  }

  @ParameterizedTest
  @MethodSource("packets")
  void the_size_of_a_packet_is_what_the_codec_writes(
      ProtocolVersion version, int length, OutgoingProperties properties) {
    byte[] payload = new byte[length];
    EmbeddedChannel wire = new EmbeddedChannel(MqttEncoder.INSTANCE);
    written(
        wire, MqttMessageBuilders.connect().protocolVersion(version.codec()).clientId("x").build());

    int size =
        written(
            wire,
            new MqttPublishMessage(
                new MqttFixedHeader(
                    MqttMessageType.PUBLISH, false, MqttQoS.AT_LEAST_ONCE, false, 0),
                new MqttPublishVariableHeader(
                    TOPIC, 1, Mqtt5Properties.encode(version, properties)),
                Unpooled.wrappedBuffer(payload)));

    assertThat(Mqtt5Properties.publishSize(version, TOPIC, payload, properties)).isEqualTo(size);
  }

  private static int written(EmbeddedChannel wire, MqttMessage message) {
    wire.writeOutbound(message);
    int bytes = 0;
    for (ByteBuf part = wire.readOutbound(); part != null; part = wire.readOutbound()) {
      bytes += part.readableBytes();
      part.release();
    }
    return bytes;
  }
}
