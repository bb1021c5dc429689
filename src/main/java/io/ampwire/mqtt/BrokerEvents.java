package io.ampwire.mqtt;

/** Port: receives the changes of the broker's connection and everything that comes through it. */
public interface BrokerEvents {
  /** A connection is up; nothing was published on it yet. */
  void connected(BrokerLimits limits);

  void disconnected();

  /** Called each time the problem is seen, so the same one may come often. */
  void problem(ConnectionProblem problem);

  /** The broker answered a document's publish with a failure. */
  void notTaken(String topic, String reason);

  /** A payload on the loop topic that came through the subscription for commands. */
  void loop(byte[] payload);

  /** A payload on the loop topic while the bridge cannot rely on hearing commands. */
  void echo(byte[] payload);

  /** A command for a charger. */
  void command(Topics.CommandAddress address, CommandMessage message);

  /** Home Assistant started just now. */
  void homeAssistantStarted();

  /** A message on a subscribed topic that is not a command. */
  void ignored(String topic);

  /**
   * What came on a command's topic.
   *
   * @param retained whether the sender set the retain flag, as far as the protocol shows it
   */
  record CommandMessage(byte[] payload, boolean retained, IncomingProperties properties) {}
}
