package io.ampwire.demo;

/** Simulated charger and its Modbus server. */
public record SimulatedCharger(VirtualCharger charger, ModbusServer server) {

  public String id() {
    return charger.options().id();
  }

  public String host() {
    return server.host();
  }

  public int port() {
    return server.port();
  }
}
