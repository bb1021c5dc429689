package io.ampwire.fleet;

import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.LaneSettings;
import io.ampwire.command.Permissions;
import io.ampwire.control.ControlSettings;
import io.ampwire.link.ModbusTls;
import io.ampwire.map.ChargerId;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Point;
import io.ampwire.map.Range;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.map.WriteRule;
import io.ampwire.telemetry.ReportPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One charger of the inventory, its defaults resolved.
 *
 * @param tls how the connection is encrypted, empty for plain Modbus TCP
 * @param order who decides the word order
 * @param poll spacing of cycles
 * @param timeout of one Modbus request
 * @param maxCurrent the installer's limit of the outlet, A; empty means monitoring only
 * @param lease how long leased control lasts
 * @param allowWrites further writable points that commands may name
 * @param acceptNoFailsafe whether control is taken though the charger would not fall back
 * @param resumeWithin longest absence after which a standing intent comes back
 * @param spread longest random delay of an increase
 * @param acceptReferences commercial references that the operator answers for
 * @param description what people call it, and where it stands
 * @param acceptFallback whether control is taken though it would fall back above the limit
 */
public record ChargerEntry(
    ChargerId id,
    String host,
    int port,
    int unit,
    Optional<ModbusTls> tls,
    RegisterMap map,
    WordOrderChoice order,
    ScaleChoice scale,
    Duration poll,
    Duration timeout,
    OptionalInt maxCurrent,
    ControlMode control,
    Duration lease,
    Set<String> allowWrites,
    boolean acceptNoFailsafe,
    boolean acceptFallback,
    Duration resumeWithin,
    Duration spread,
    Set<String> acceptReferences,
    ReportPolicy publish,
    ChargerDescription description) {
  public ChargerEntry {
    allowWrites = Set.copyOf(allowWrites);
    acceptReferences = Set.copyOf(acceptReferences);
  }

  /** The most it may draw on a phase as far as the inventory or the map says, A. */
  double mostAmps() {
    double map =
        this.map
            .setPointPoint()
            .flatMap(Point::write)
            .flatMap(WriteRule::range)
            .map(Range::max)
            .orElse(Double.MAX_VALUE);
    return maxCurrent.isPresent() ? maxCurrent.getAsInt() : map;
  }

  /** The same charger under another description. */
  ChargerEntry described(ChargerDescription changed) {
    return new ChargerEntry(
        id,
        host,
        port,
        unit,
        tls,
        map,
        order,
        scale,
        poll,
        timeout,
        maxCurrent,
        control,
        lease,
        allowWrites,
        acceptNoFailsafe,
        acceptFallback,
        resumeWithin,
        spread,
        acceptReferences,
        publish,
        changed);
  }

  /** Whether both talk to the same socket and may share one connection. */
  public boolean sharesConnection(ChargerEntry other) {
    return port == other.port && host.equalsIgnoreCase(other.host);
  }

  /**
   * What its lane is to know.
   *
   * @param offset where in the interval its first poll starts
   * @param watched whether it is watched for another hand before it is written
   */
  LaneSettings lane(Duration offset, boolean watched) {
    OptionalLong limit =
        maxCurrent.isPresent() ? OptionalLong.of(maxCurrent.getAsInt()) : OptionalLong.empty();
    Permissions permissions =
        new Permissions(
            control,
            limit,
            lease,
            allowWrites,
            acceptNoFailsafe,
            acceptFallback,
            resumeWithin,
            spread,
            acceptReferences);
    return new LaneSettings(
        new ControlSettings(id, map, unit, permissions, watched),
        order,
        scale,
        poll,
        offset,
        description);
  }
}
