package io.ampwire.app;

/** What the bridge is told where it is only to be looked at. */
interface Demo {
  /** Build property that leaves the demo out, as a native build does; true unless it is set. */
  String BUILT_IN = "build.demo";

  /** Port of the demo's broker on this machine. */
  int brokerPort();

  /** Where the demo's broker listens. */
  default String brokerUrl() {
    return "mqtt://127.0.0.1:" + brokerPort();
  }

  /** The inventory a user would write for the demo's chargers. */
  String inventory();
}
