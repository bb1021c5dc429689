package io.ampwire.mqtt;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Limits of a kind of broker, checked at start. */
public enum BrokerProfile {
  /** The protocol's own limits. */
  GENERIC("generic", Integer.MAX_VALUE, 65_535, 65_535, Integer.MAX_VALUE, 1000, 0),

  /**
   * Quotas of the message broker, from "AWS IoT Core endpoints and quotas": 7 slashes and 256 bytes
   * per topic, 128 bytes per client id, 128 KB per message; 100 messages a second and 100
   * unacknowledged ones from one client, some of which are reserved for probe messages and
   * retransmission.
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

  /** All labels, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(BrokerProfile::label).collect(Collectors.joining(" or "));
  }

  public String label() {
    return label;
  }

  /** The largest number of topic levels. */
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

  /** The largest number of unproved documents. */
  public int window() {
    return window;
  }

  /** Messages per second; empty without a limit. */
  public OptionalInt perSecond() {
    return perSecond == 0 ? OptionalInt.empty() : OptionalInt.of(perSecond);
  }
}
