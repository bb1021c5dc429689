package io.ampwire.mqtt;

/** Port: receives changes of the broker connection and all messages from it. */
public interface BrokerEvents {
  /** A connection is up; nothing has been published on it yet. */
  void connected(BrokerLimits limits);

  void disconnected();

  /** Called on each occurrence of a problem, so the same problem may repeat. */
  void problem(ConnectionProblem problem);

  /** The broker answered a document's publish with a failure. */
  void notTaken(String topic, String reason);

  /** A payload on the loop topic, received through the subscription for commands. */
  void loop(byte[] payload);

  /** A payload on the loop topic while the subscription for commands is not reliable. */
  void echo(byte[] payload);

  /**
   * The broker returned a retained message of the bridge while it was live; called at most once.
   *
   * @param shown whether it kept the retain flag, as MQTT 5 lets a subscription ask for
   */
  void retainFlag(boolean shown);

  /** A command for a charger. */
  void command(Topics.CommandAddress address, CommandMessage message);

  /** A command that sets the limit of a group. */
  default void limit(String group, CommandMessage message) {
    ignored(group);
  }

  /** A live message on a topic that {@link BrokerSession#alsoHear} added. */
  default void heard(String topic, byte[] payload) {
    ignored(topic);
  }

  /** Home Assistant started just now. */
  void homeAssistantStarted();

  /** A message on a subscribed topic that is not a command. */
  void ignored(String topic);

  /**
   * Message on a command topic.
   *
   * @param retained whether the sender set the retain flag, as far as the protocol shows it
   */
  record CommandMessage(byte[] payload, boolean retained, IncomingProperties properties) {}
}
