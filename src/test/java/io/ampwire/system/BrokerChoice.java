package io.ampwire.system;

import java.util.stream.Stream;

/**
 * A broker and a protocol version. Every build runs a test with some of them; {@code
 * -Dampwire.brokers=all} runs it with all four.
 *
 * @param product {@code mosquitto} or {@code Artemis}
 * @param version a value of {@code ampwire.mqtt.version}
 */
record BrokerChoice(String product, String version) {
  static final BrokerChoice MOSQUITTO_3 = new BrokerChoice("mosquitto", "3.1.1");
  static final BrokerChoice MOSQUITTO_5 = new BrokerChoice("mosquitto", "5");
  static final BrokerChoice ARTEMIS_3 = new BrokerChoice("Artemis", "3.1.1");
  static final BrokerChoice ARTEMIS_5 = new BrokerChoice("Artemis", "5");

  static boolean all() {
    return "all".equals(System.getProperty("ampwire.brokers"));
  }

  /** Those, or all where all are asked for. */
  static Stream<BrokerChoice> of(BrokerChoice... inEveryBuild) {
    return all()
        ? Stream.of(MOSQUITTO_3, MOSQUITTO_5, ARTEMIS_3, ARTEMIS_5)
        : Stream.of(inEveryBuild);
  }

  /** The broker, not started yet, with an access list that can change. */
  RealBroker broker(Rig rig) {
    return product.equals("Artemis")
        ? rig.artemis(false)
        // Without a bound mosquitto 2.0 takes a refusal for an overflow and ends the connection.
        : rig.broker(Mosquitto.ALL).with("max_queued_messages", "1000000");
  }

  @Override
  public String toString() {
    return product + " " + version;
  }
}
