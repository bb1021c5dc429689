package io.ampwire.mqtt;

/**
 * A message that the broker delivered.
 *
 * @param qos 0 or 1
 * @param duplicate whether the broker marks it as a redelivery
 * @param retained on MQTT 3.1.1: it was stored before the subscription; on MQTT 5 with retain as
 *     published: its sender set the retain flag
 */
record ReceivedMessage(
    String topic,
    byte[] payload,
    int qos,
    boolean duplicate,
    boolean retained,
    IncomingProperties properties) {}
