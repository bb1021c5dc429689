package io.ampwire.link;

/** Port: counts events of a Modbus connection. */
public interface ConnectionMetrics {
  ConnectionMetrics NONE =
      new ConnectionMetrics() {
        @Override
        public void connected() {}

        @Override
        public void answered(ModbusResponse answer, long nanos) {}
      };

  void connected();

  /** Counts a request that ended {@code nanos} after it was sent. */
  void answered(ModbusResponse answer, long nanos);
}
