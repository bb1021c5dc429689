package io.ampwire.app.demo;

/** Demo mode: a broker and an inventory of simulated chargers. */
public interface Demo {
  /** Build property of a native executable, which contains neither the demo nor its broker. */
  String NATIVE = "quarkus.native.enabled";

  /** Port of the demo's broker on this machine. */
  int brokerPort();

  /** URL of the demo's broker. */
  default String brokerUrl() {
    return "mqtt://127.0.0.1:" + brokerPort();
  }

  /** The inventory a user would write for the demo's chargers. */
  String inventory();
}
