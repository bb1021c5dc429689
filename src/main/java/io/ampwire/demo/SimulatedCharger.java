package io.ampwire.demo;

/** A charger that is simulated and where to reach it. */
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
