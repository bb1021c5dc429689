package io.ampwire.link;

/** Port: counts what happens on the wire. */
public interface ConnectionMetrics {
  ConnectionMetrics NONE =
      new ConnectionMetrics() {
        @Override
        public void connected() {}

        @Override
        public void answered(ModbusResponse answer, long nanos) {}
      };

  void connected();

  /** A request ended, {@code nanos} after it was sent. */
  void answered(ModbusResponse answer, long nanos);
}
