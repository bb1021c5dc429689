package io.ampwire.mqtt;

import java.util.Map;
import java.util.Optional;

/**
 * MQTT 5 properties of an outgoing message. A 3.1.1 connection omits them.
 *
 * @param contentType MIME type of the payload
 * @param utf8 whether the payload format indicator says UTF-8 text
 * @param user user properties, in their order
 * @param correlation correlation data of the request that is answered
 */
public record OutgoingProperties(
    Optional<String> contentType,
    boolean utf8,
    Map<String, String> user,
    Optional<byte[]> correlation) {
  /** No property at all. */
  public static final OutgoingProperties NONE =
      new OutgoingProperties(Optional.empty(), false, Map.of(), Optional.empty());

  private static final Optional<String> JSON = Optional.of("application/json");

  /** Properties of a JSON document, with these user properties. */
  public static OutgoingProperties json(Map<String, String> user) {
    return new OutgoingProperties(JSON, true, user, Optional.empty());
  }

  /** The same properties for the answer to a request. */
  OutgoingProperties answering(byte[] request) {
    return new OutgoingProperties(contentType, utf8, user, Optional.of(request));
  }

  /** The properties left under a broker's packet limit: only the correlation data. */
  OutgoingProperties reduced() {
    return correlation.isEmpty()
        ? NONE
        : new OutgoingProperties(Optional.empty(), false, Map.of(), correlation);
  }
}
