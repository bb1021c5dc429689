package io.ampwire.mqtt;

import io.netty.handler.codec.mqtt.MqttVersion;

/** Version of MQTT that a connection speaks. */
public enum ProtocolVersion {
  MQTT_3_1_1("3.1.1", MqttVersion.MQTT_3_1_1),
  MQTT_5("5", MqttVersion.MQTT_5);

  private final String label;
  private final MqttVersion codec;

  ProtocolVersion(String label, MqttVersion codec) {
    this.label = label;
    this.codec = codec;
  }

  /** Spelling in the configuration and the info document. */
  public String label() {
    return label;
  }

  MqttVersion codec() {
    return codec;
  }
}
