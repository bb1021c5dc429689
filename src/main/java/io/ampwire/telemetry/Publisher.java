package io.ampwire.telemetry;

import java.util.concurrent.CompletionStage;

/** Port: hands documents to the connection to the broker. */
public interface Publisher {
  /** Encodes a document; nothing is sent yet. */
  Packet prepare(Document document);

  /** An encoded document. */
  interface Packet {
    String topic();

    /** Size of the whole MQTT packet, as brokers limit it. */
    int bytes();

    /**
     * Sends it. Completes when it was written to the socket, which proves nothing about the broker;
     * exceptionally when it was not.
     */
    CompletionStage<Void> send();
  }
}
