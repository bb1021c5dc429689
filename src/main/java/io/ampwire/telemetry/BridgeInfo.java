package io.ampwire.telemetry;

import io.ampwire.map.RegisterMap;
import java.util.List;
import java.util.Optional;

/**
 * Description of the bridge.
 *
 * @param boot name of this run of the process
 * @param started wall clock, ms
 * @param clockSynced whether the wall clock is trusted
 * @param inventory digest of the inventory in force
 * @param broker empty before the first connection
 */
public record BridgeInfo(
    String version,
    String boot,
    long started,
    boolean clockSynced,
    String inventory,
    List<String> chargers,
    List<RegisterMap> maps,
    Optional<Broker> broker) {
  /**
   * Connection to the broker.
   *
   * @param version of MQTT in use
   * @param maxPacket bytes, empty without a limit
   * @param retainAsPublished whether live messages arrive with their retain flag; empty while
   *     unknown
   * @param lastProblem why the connection was lost or refused last
   */
  public record Broker(
      String version,
      Optional<Integer> maxPacket,
      int receiveMaximum,
      boolean retain,
      boolean wildcards,
      Optional<Boolean> retainAsPublished,
      Optional<String> lastProblem) {}

  /** Before the first connection to the broker. */
  public BridgeInfo(
      String version,
      String boot,
      long started,
      boolean clockSynced,
      String inventory,
      List<String> chargers,
      List<RegisterMap> maps) {
    this(version, boot, started, clockSynced, inventory, chargers, maps, Optional.empty());
  }

  public BridgeInfo {
    chargers = List.copyOf(chargers);
    maps = List.copyOf(maps);
  }
}
