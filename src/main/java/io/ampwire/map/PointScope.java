package io.ampwire.map;

/** What a point of a device with several connectors belongs to. */
public enum PointScope {
  /** One connector; its registers are elsewhere for each. */
  CONNECTOR,
  /** The whole device; its registers are the same for every connector. */
  DEVICE
}
