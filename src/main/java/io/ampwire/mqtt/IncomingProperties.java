package io.ampwire.mqtt;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * MQTT 5 properties of a message that came; metadata of a SmallRye message. All are empty on a
 * 3.1.1 connection.
 *
 * @param expiry seconds left of the message expiry interval
 * @param responseTopic where the sender wants an answer
 * @param correlation what the answer has to carry, byte for byte
 */
public record IncomingProperties(
    OptionalLong expiry, Optional<String> responseTopic, Optional<byte[]> correlation) {
  /** No property at all. */
  public static final IncomingProperties NONE =
      new IncomingProperties(OptionalLong.empty(), Optional.empty(), Optional.empty());
}
