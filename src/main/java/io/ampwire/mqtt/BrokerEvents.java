package io.ampwire.mqtt;

/** Port: told about the connection to the broker and about what comes through it. */
public interface BrokerEvents {
  void connected();

  void disconnected();

  /** A payload on the loop topic. */
  void loop(byte[] payload);

  /** Somebody asks something of a charger. */
  void command(Topics.CommandAddress address, byte[] payload, boolean retained);

  /** Something on a subscribed topic that is no command. */
  void ignored(String topic);
}
