package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PublishPacketTest {
  private static final String TOPIC = "ampwire/bridge/ladesäule/state";
  private static final byte[] CORRELATION = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static Stream<Arguments> packets() {
    OutgoingProperties described =
        new OutgoingProperties(
            Optional.of("application/json"), true, Map.of("ort", "Köln"), Optional.of(CORRELATION));
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
    PublishPacket packet = packet(length, properties);

    int size = codec(version, length, properties, MqttQoS.AT_LEAST_ONCE).length;

    assertThat(packet.size(version)).isEqualTo(size);
  }

  @ParameterizedTest
  @MethodSource("packets")
  void the_codec_reads_what_a_packet_says(
      ProtocolVersion version, int length, OutgoingProperties properties) {
    EmbeddedChannel wire = codec(version);
    PublishPacket packet = packet(length, properties);

    wire.writeInbound(
        packet.encode(UnpooledByteBufAllocator.DEFAULT, version, MqttQoS.AT_LEAST_ONCE.value(), 7));

    MqttPublishMessage read = wire.readInbound();
    assertThat(read.fixedHeader().qosLevel()).isEqualTo(MqttQoS.AT_LEAST_ONCE);
    assertThat(read.fixedHeader().isRetain()).isTrue();
    assertThat(read.fixedHeader().isDup()).isFalse();
    assertThat(read.variableHeader().topicName()).isEqualTo(TOPIC);
    assertThat(read.variableHeader().packetId()).isEqualTo(7);
    assertThat(ByteBufUtil.getBytes(read.payload())).isEqualTo(payload(length));
    assertThat(listed(read.variableHeader().properties()))
        .containsExactlyInAnyOrderElementsOf(
            version == ProtocolVersion.MQTT_5 ? listed(netty(properties)) : List.of());
    read.release();
  }

  @ParameterizedTest
  @MethodSource("packets")
  void a_packet_without_correlation_is_byte_for_byte_the_codecs(
      ProtocolVersion version, int length, OutgoingProperties properties) {
    OutgoingProperties plain =
        new OutgoingProperties(
            properties.contentType(), properties.utf8(), properties.user(), Optional.empty());
    PublishPacket packet = packet(length, plain);
    for (MqttQoS qos : List.of(MqttQoS.AT_MOST_ONCE, MqttQoS.AT_LEAST_ONCE)) {
      ByteBuf own = packet.encode(UnpooledByteBufAllocator.DEFAULT, version, qos.value(), 7);

      assertThat(ByteBufUtil.getBytes(own)).isEqualTo(codec(version, length, plain, qos));
      own.release();
    }
  }

  private static PublishPacket packet(int length, OutgoingProperties properties) {
    return new PublishPacket(TOPIC, payload(length), true, properties);
  }

  private static byte[] payload(int length) {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) 'p');
    return payload;
  }

  private static EmbeddedChannel codec(ProtocolVersion version) {
    EmbeddedChannel wire =
        new EmbeddedChannel(MqttEncoder.INSTANCE, new MqttDecoder(3 * 1024 * 1024));
    written(
        wire, MqttMessageBuilders.connect().protocolVersion(version.codec()).clientId("x").build());
    return wire;
  }

  /** The same packet as Netty's codec writes it. */
  private static byte[] codec(
      ProtocolVersion version, int length, OutgoingProperties properties, MqttQoS qos) {
    EmbeddedChannel wire = codec(version);
    return written(
        wire,
        new MqttPublishMessage(
            new MqttFixedHeader(MqttMessageType.PUBLISH, false, qos, true, 0),
            new MqttPublishVariableHeader(TOPIC, 7, netty(properties)),
            Unpooled.wrappedBuffer(payload(length))));
  }

  /** The properties in the codec's own terms, numbered as in section 2.2.2.2 of the standard. */
  private static MqttProperties netty(OutgoingProperties properties) {
    MqttProperties all = new MqttProperties();
    if (properties.utf8()) {
      all.add(new MqttProperties.IntegerProperty(1, 1));
    }
    properties.contentType().ifPresent(type -> all.add(new MqttProperties.StringProperty(3, type)));
    properties.correlation().ifPresent(data -> all.add(new MqttProperties.BinaryProperty(9, data)));
    properties
        .user()
        .forEach((name, value) -> all.add(new MqttProperties.UserProperty(name, value)));
    return all;
  }

  private static List<String> listed(MqttProperties properties) {
    return properties.listAll().stream()
        .map(
            property ->
                property.propertyId()
                    + "="
                    + (property.value() instanceof byte[] data
                        ? Arrays.toString(data)
                        : property.value()))
        .toList();
  }

  private static byte[] written(EmbeddedChannel wire, MqttMessage message) {
    wire.writeOutbound(message);
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = wire.readOutbound(); part != null; part = wire.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    return ByteBufUtil.getBytes(all);
  }
}
