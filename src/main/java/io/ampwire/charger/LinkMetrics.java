package io.ampwire.charger;

/** Port: counts what happens on the wire. */
public interface LinkMetrics {
  LinkMetrics NONE =
      new LinkMetrics() {
        @Override
        public void connected() {}

        @Override
        public void answered(Answer answer, long nanos) {}
      };

  void connected();

  /** A request ended, {@code nanos} after it was sent. */
  void answered(Answer answer, long nanos);
}
