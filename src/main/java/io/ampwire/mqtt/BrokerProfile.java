package io.ampwire.mqtt;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What a kind of broker takes. What it does not take is found at start, not after a week. */
public enum BrokerProfile {
  /** As the protocol says. */
  GENERIC("generic", Integer.MAX_VALUE, 65_535, 65_535, Integer.MAX_VALUE, 1000, 0),

  /**
   * Quotas of the message broker, from "AWS IoT Core endpoints and quotas": 7 slashes and 256 bytes
   * of a topic, 128 bytes of a client id, 128 KB of a message; 100 messages a second and 100
   * without an answer from one client, of which some are left to marks and to what is sent again.
   */
  AWS_IOT_CORE("aws-iot-core", 8, 256, 128, 128 * 1024, 64, 90);

  private final String label;
  private final int levels;
  private final int topicBytes;
  private final int clientIdBytes;
  private final int messageBytes;
  private final int window;
  private final int perSecond;

  BrokerProfile(
      String label,
      int levels,
      int topicBytes,
      int clientIdBytes,
      int messageBytes,
      int window,
      int perSecond) {
    this.label = label;
    this.levels = levels;
    this.topicBytes = topicBytes;
    this.clientIdBytes = clientIdBytes;
    this.messageBytes = messageBytes;
    this.window = window;
    this.perSecond = perSecond;
  }

  public static Optional<BrokerProfile> of(String label) {
    return Arrays.stream(values()).filter(profile -> profile.label.equals(label)).findFirst();
  }

  /** All of them, for people. */
  public static String labels() {
    return Arrays.stream(values()).map(BrokerProfile::label).collect(Collectors.joining(" or "));
  }

  public String label() {
    return label;
  }

  /** The most levels of a topic. */
  public int levels() {
    return levels;
  }

  public int topicBytes() {
    return topicBytes;
  }

  public int clientIdBytes() {
    return clientIdBytes;
  }

  /** The largest payload. */
  public int messageBytes() {
    return messageBytes;
  }

  /** How many documents may be ahead of the broker's proof. */
  public int window() {
    return window;
  }

  /** How many messages it takes in a second; empty where it sets no bound. */
  public OptionalInt perSecond() {
    return perSecond == 0 ? OptionalInt.empty() : OptionalInt.of(perSecond);
  }
}
