package io.ampwire.mqtt;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Negotiation of the MQTT version of the next connection. {@code auto} begins with 5. If a broker
 * refuses version 5, the bridge uses 3.1.1 at once and from then on. If a broker ends the
 * connection without an answer, the bridge tries 3.1.1 once, since the broker may just be
 * restarting.
 */
public final class VersionNegotiation {
  private final Choice choice;
  private State state = State.TRY_5;

  /** {@code ampwire.mqtt.version}. */
  public enum Choice {
    AUTO("auto"),
    ONLY_5("5"),
    ONLY_3_1_1("3.1.1");

    private final String label;

    Choice(String label) {
      this.label = label;
    }

    public static Optional<Choice> of(String label) {
      return Arrays.stream(values()).filter(choice -> choice.label.equals(label)).findFirst();
    }

    /** All labels, for messages. */
    public static String labels() {
      return Arrays.stream(values())
          .map(choice -> choice.label)
          .collect(Collectors.joining(" or "));
    }
  }

  private enum State {
    TRY_5,
    TRY_3_1_1_ONCE,
    STAY_WITH_3_1_1
  }

  VersionNegotiation(Choice choice) {
    this.choice = choice;
  }

  /** The version of the next connection. */
  ProtocolVersion next() {
    return switch (choice) {
      case ONLY_5 -> ProtocolVersion.MQTT_5;
      case ONLY_3_1_1 -> ProtocolVersion.MQTT_3_1_1;
      case AUTO -> state == State.TRY_5 ? ProtocolVersion.MQTT_5 : ProtocolVersion.MQTT_3_1_1;
    };
  }

  /** Records that the broker accepted the connection. */
  void accepted() {
    if (state == State.TRY_3_1_1_ONCE) {
      state = State.TRY_5;
    }
  }

  /**
   * Records that the connection failed.
   *
   * @return whether another version is worth an immediate attempt
   */
  boolean failed(ProtocolVersion version, Throwable cause) {
    if (choice != Choice.AUTO) {
      return false;
    }
    boolean five = version == ProtocolVersion.MQTT_5;
    if (five && cause instanceof BrokerAnswer.Refused refused && refused.version()) {
      state = State.STAY_WITH_3_1_1;
      return true;
    }
    if (five && cause instanceof BrokerAnswer.EndedUnanswered) {
      state = State.TRY_3_1_1_ONCE;
      return true;
    }
    if (state == State.TRY_3_1_1_ONCE) {
      state = State.TRY_5;
    }
    return false;
  }
}
