package io.ampwire.telemetry;

import io.ampwire.map.RegisterMap;
import java.util.List;

/**
 * The bridge's own description.
 *
 * @param boot name of this run of the process
 * @param started wall clock, ms
 * @param clockSynced whether the wall clock is trusted
 * @param inventory digest of the inventory in force
 */
public record BridgeInfo(
    String version,
    String boot,
    long started,
    boolean clockSynced,
    String inventory,
    List<String> chargers,
    List<RegisterMap> maps) {
  public BridgeInfo {
    chargers = List.copyOf(chargers);
    maps = List.copyOf(maps);
  }
}
