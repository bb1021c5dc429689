package io.ampwire.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * Text of a Sparkplug host application's state: JSON with {@code online} and {@code timestamp}.
 *
 * @param timestamp ms since 1970
 */
public record HostStateText(boolean online, long timestamp) {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LONGEST = 1024;

  /** Parses the text; empty if it is anything else. Further keys are ignored. */
  public static Optional<HostStateText> read(byte[] payload) {
    if (payload.length > LONGEST) {
      return Optional.empty();
    }
    try (JsonParser json = FACTORY.createParser(payload)) {
      return json.nextToken() == JsonToken.START_OBJECT ? object(json) : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<HostStateText> object(JsonParser json) throws IOException {
    Optional<Boolean> online = Optional.empty();
    Optional<Long> timestamp = Optional.empty();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (key.equals("online") && value.isBoolean()) {
        online = Optional.of(json.getBooleanValue());
      } else if (key.equals("timestamp") && value == JsonToken.VALUE_NUMBER_INT) {
        timestamp = Optional.of(json.getLongValue());
      } else {
        json.skipChildren();
      }
    }
    boolean whole = json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
    if (!whole || online.isEmpty() || timestamp.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new HostStateText(online.get(), timestamp.get()));
  }
}
