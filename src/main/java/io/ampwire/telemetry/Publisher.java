package io.ampwire.telemetry;

import java.util.concurrent.CompletionStage;

/** Port: hands a document to the broker's connection. */
public interface Publisher {
  /**
   * Completes when the document was written to the socket, which proves nothing about the broker;
   * exceptionally when it was not.
   */
  CompletionStage<Void> publish(Document document);
}
