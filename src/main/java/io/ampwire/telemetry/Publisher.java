package io.ampwire.telemetry;

import java.util.concurrent.CompletionStage;

/** Port: sends documents over the connection to the broker. */
public interface Publisher {
  /** Encodes a document; nothing is sent yet. */
  Packet prepare(Document document);

  /** An encoded document. */
  interface Packet {
    String topic();

    /** Size of the whole MQTT packet, as brokers limit it. */
    int bytes();

    /**
     * Sends it. Completes when the packet was written to the socket, which does not prove that the
     * broker has it. Completes exceptionally if it was not written.
     */
    CompletionStage<Void> send();
  }
}
