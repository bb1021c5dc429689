package io.ampwire.app;

/** What the bridge is told where it is only to be looked at. */
interface Demo {
  /** Build property of a native executable, which is made without the demo and its broker. */
  String NATIVE = "quarkus.native.enabled";

  /** Port of the demo's broker on this machine. */
  int brokerPort();

  /** Where the demo's broker listens. */
  default String brokerUrl() {
    return "mqtt://127.0.0.1:" + brokerPort();
  }

  /** The inventory a user would write for the demo's chargers. */
  String inventory();
}
