package io.ampwire.telemetry;

/** One attempt to bring a document to the broker. */
class Delivery {
  private final Document document;
  private final Outcome outcome;

  /** Position among the documents sent on this connection, from 1. */
  long index;

  /** Size of its packet. */
  int bytes;

  /** Monotonic time at which it was sent, ns. */
  long sentAt;

  /** The connection did not take it. */
  boolean refused;

  /** Its outcome was reported. */
  boolean settled;

  /** Receives exactly one outcome for each attempt. */
  interface Outcome {
    /** The broker proved that it has the document. */
    void proved(Delivery delivery);

    /** It was not sent, or the broker did not prove that it has it. */
    void unproved(Delivery delivery);

    /** The broker would not take a document of this size; it is given up. */
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
