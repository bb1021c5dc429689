package io.ampwire.map;

import java.util.List;

/**
 * Connectors of a device that one map describes. The points of the map are those of connector 1.
 *
 * @param count number of connectors, at least 1
 * @param stride distance between the registers of two connectors; 0 if the unit tells them apart
 * @param units Modbus unit of each connector; empty if the registers tell them apart
 */
public record Connectors(int count, int stride, List<Integer> units) {
  /** A device with one connector. */
  public static final Connectors ONE = new Connectors(1, 0, List.of());

  /** Most connectors of one device. */
  public static final int MOST = 64;

  public Connectors {
    units = List.copyOf(units);
  }

  /** Unit of a connector. */
  int unit(int connector, int otherwise) {
    return connector <= units.size() ? units.get(connector - 1) : otherwise;
  }

  /** Distance of a connector's registers from those of connector 1. */
  int shift(int connector) {
    return (connector - 1) * stride;
  }
}
