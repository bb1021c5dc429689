package io.ampwire.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What a subscriber got.
 *
 * @param retained whether the broker had kept it from before the subscription
 * @param received our wall clock, ms
 */
record Message(boolean retained, String topic, String payload, long received) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  JsonNode json() {
    try {
      return JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON on " + topic + ": " + payload, e);
    }
  }
}
