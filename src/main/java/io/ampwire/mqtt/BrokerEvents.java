package io.ampwire.mqtt;

/** Port: told about the connection to the broker and about what comes through it. */
public interface BrokerEvents {
  void connected();

  void disconnected();

  /** Something is wrong; told each time it is seen, so the same trouble may come often. */
  void problem(ConnectionProblem problem);

  /** A payload on the loop topic, come through the subscription that brings commands. */
  void loop(byte[] payload);

  /** A payload on the loop topic of a bridge that cannot rely on hearing commands now. */
  void echo(byte[] payload);

  /** Somebody asks something of a charger. */
  void command(Topics.CommandAddress address, byte[] payload, boolean retained);

  /** Home Assistant started just now. */
  void homeAssistantStarted();

  /** Something on a subscribed topic that is no command. */
  void ignored(String topic);
}
