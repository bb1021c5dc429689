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

  /** Whether its outcome was reported. */
  boolean settled;

  /** Receiver of exactly one outcome of each attempt. */
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

  final void proved() {
    settled = true;
    outcome.proved(this);
  }

  final void unproved() {
    settled = true;
    outcome.unproved(this);
  }

  final void withheld() {
    settled = true;
    outcome.withheld(this);
  }
}
