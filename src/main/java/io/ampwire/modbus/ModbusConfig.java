package io.ampwire.modbus;

import java.util.OptionalInt;

/** Connections to chargers. */
public interface ModbusConfig {
  /**
   * Most connection attempts per second, for a weak network; without it, the answers of the network
   * limit them.
   */
  OptionalInt connectsPerSecond();
}
