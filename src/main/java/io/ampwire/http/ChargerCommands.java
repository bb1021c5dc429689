package io.ampwire.http;

import java.util.concurrent.CompletionStage;

/** Port: sends a command to a charger. May be used from any thread. */
public interface ChargerCommands {
  /**
   * The answer as JSON in UTF-8, the same as on MQTT. Fails with a {@link
   * jakarta.ws.rs.WebApplicationException} for an unknown charger and when no answer comes in time.
   *
   * @param name a writable point, or {@code control}
   * @param payload a bare scalar or a JSON object
   * @param by the operator
   */
  CompletionStage<byte[]> send(String charger, String name, byte[] payload, String by);
}
