package io.ampwire.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.util.Map;

/**
 * PUBLISH packet of MQTT 3.1.1 or 5, section 3.3 of both standards. It writes itself into one
 * pooled buffer of its size; Netty's codec makes several buffers on the heap for each packet.
 */
final class PublishPacket {
  private static final int TYPE = 3 << 4;
  private static final int RETAIN = 1;
  private static final int PACKET_ID = 2;

  private final String topic;
  private final byte[] payload;
  private final boolean retain;
  private final OutgoingProperties properties;
  private final int propertiesLength;

  /**
   * @param properties not written by version 3.1.1
   */
  PublishPacket(String topic, byte[] payload, boolean retain, OutgoingProperties properties) {
    this.topic = topic;
    this.payload = payload;
    this.retain = retain;
    this.properties = properties;
    this.propertiesLength = length(properties);
  }

  String topic() {
    return topic;
  }

  /** The same packet with as few properties as possible. */
  PublishPacket reduced() {
    return new PublishPacket(topic, payload, retain, properties.reduced());
  }

  /** Bytes on the wire with QoS 1. */
  int size(ProtocolVersion version) {
    int rest = rest(version, 1);
    return 1 + variableLength(rest) + rest;
  }

  /**
   * The packet on the wire.
   *
   * @param qos 0 or 1
   * @param id of a packet with QoS 1
   */
  ByteBuf encode(ByteBufAllocator buffers, ProtocolVersion version, int qos, int id) {
    int rest = rest(version, qos);
    ByteBuf wire = buffers.directBuffer(1 + variableLength(rest) + rest);
    wire.writeByte(TYPE | qos << 1 | (retain ? RETAIN : 0));
    writeVariable(wire, rest);
    write(wire, topic);
    if (qos > 0) {
      wire.writeShort(id);
    }
    if (version == ProtocolVersion.MQTT_5) {
      writeProperties(wire);
    }
    return wire.writeBytes(payload);
  }

  /** What the standard calls the remaining length. */
  private int rest(ProtocolVersion version, int qos) {
    int rest = length(topic) + (qos > 0 ? PACKET_ID : 0) + payload.length;
    if (version == ProtocolVersion.MQTT_5) {
      rest += variableLength(propertiesLength) + propertiesLength;
    }
    return rest;
  }

  private static int length(OutgoingProperties properties) {
    int length = properties.utf8() ? 2 : 0;
    if (properties.contentType().isPresent()) {
      length += 1 + length(properties.contentType().get());
    }
    if (properties.correlation().isPresent()) {
      length += 3 + properties.correlation().get().length;
    }
    for (Map.Entry<String, String> property : properties.user().entrySet()) {
      length += 1 + length(property.getKey()) + length(property.getValue());
    }
    return length;
  }

  private void writeProperties(ByteBuf wire) {
    writeVariable(wire, propertiesLength);
    if (properties.utf8()) {
      wire.writeByte(Mqtt5Properties.PAYLOAD_FORMAT_INDICATOR).writeByte(1);
    }
    if (properties.contentType().isPresent()) {
      wire.writeByte(Mqtt5Properties.CONTENT_TYPE);
      write(wire, properties.contentType().get());
    }
    if (properties.correlation().isPresent()) {
      byte[] data = properties.correlation().get();
      wire.writeByte(Mqtt5Properties.CORRELATION_DATA).writeShort(data.length).writeBytes(data);
    }
    for (Map.Entry<String, String> property : properties.user().entrySet()) {
      wire.writeByte(Mqtt5Properties.USER_PROPERTY);
      write(wire, property.getKey());
      write(wire, property.getValue());
    }
  }

  private static int length(String text) {
    return 2 + ByteBufUtil.utf8Bytes(text);
  }

  private static void write(ByteBuf wire, String text) {
    int bytes = ByteBufUtil.utf8Bytes(text);
    wire.writeShort(bytes);
    ByteBufUtil.reserveAndWriteUtf8(wire, text, bytes);
  }

  private static int variableLength(int value) {
    return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;
  }

  private static void writeVariable(ByteBuf wire, int value) {
    int rest = value;
    while (rest >= 1 << 7) {
      wire.writeByte(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    wire.writeByte(rest);
  }
}
