package io.ampwire.telemetry;

/** One document on its way to the broker, and who is to be told what becomes of it. */
class Delivery {
  private final Document document;
  private final Fate fate;

  /** Documents sent on this connection up to and with it. */
  long index;

  /** The connection did not take it. */
  boolean refused;

  /** Nothing more will become of it. */
  boolean settled;

  /** Told exactly once for each attempt. */
  interface Fate {
    /** The broker proved that it has it. */
    void arrived(Delivery delivery);

    /** It did not go out, or nobody knows whether it arrived. */
    void lost(Delivery delivery);
  }

  Delivery(Document document, Fate fate) {
    this.document = document;
    this.fate = fate;
  }

  final Document document() {
    return document;
  }

  final void arrive() {
    settled = true;
    fate.arrived(this);
  }

  final void lose() {
    settled = true;
    fate.lost(this);
  }
}
