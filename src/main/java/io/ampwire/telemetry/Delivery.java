package io.ampwire.telemetry;

/** Attempt to deliver a document to the broker. */
class Delivery {
  private final Document document;
  private final Outcome outcome;

  /** Position among the documents sent on this connection, from 1. */
  long index;

  /** Size of its packet. */
  int bytes;

  /** Monotonic time at which it was sent, ns. */
  long sentAt;

  /** Whether the connection refused it. */
  boolean refused;

  /** Whether the broker proved to have it, as far as is known. */
  private boolean proved;

  /**
   * Receiver of the outcome of each attempt. An attempt has one outcome, except that {@code
   * unproved} may follow {@code proved} when the broker refuses it late.
   */
  interface Outcome {
    /** The broker proved to have the document. */
    void proved(Delivery delivery);

    /** It was not sent, or the broker did not prove to have it. */
    void unproved(Delivery delivery);

    /** The broker does not accept a document of this size; the document is dropped. */
    void withheld(Delivery delivery);
  }

  Delivery(Document document, Outcome outcome) {
    this.document = document;
    this.outcome = outcome;
  }

  final Document document() {
    return document;
  }

  /** Starts an attempt on a connection. */
  final void sent(long place, int size, long now) {
    index = place;
    bytes = size;
    sentAt = now;
    refused = false;
    proved = false;
  }

  final boolean isProved() {
    return proved;
  }

  final void proved() {
    proved = true;
    outcome.proved(this);
  }

  final void unproved() {
    proved = false;
    outcome.unproved(this);
  }

  final void withheld() {
    outcome.withheld(this);
  }
}
