package io.ampwire.mqtt;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * MQTT 5 properties of a received message; metadata of a SmallRye message. All are empty on a 3.1.1
 * connection.
 *
 * @param expiry seconds left of the message expiry interval
 * @param responseTopic topic on which the sender requests an answer
 * @param correlation data that the answer has to return unchanged
 */
public record IncomingProperties(
    OptionalLong expiry, Optional<String> responseTopic, Optional<byte[]> correlation) {
  /** No property at all. */
  public static final IncomingProperties NONE =
      new IncomingProperties(OptionalLong.empty(), Optional.empty(), Optional.empty());
}
