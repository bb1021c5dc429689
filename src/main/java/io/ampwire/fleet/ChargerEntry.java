package io.ampwire.fleet;

import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.LaneSettings;
import io.ampwire.command.Permissions;
import io.ampwire.control.ControlSettings;
import io.ampwire.link.ModbusTls;
import io.ampwire.link.ModbusTransport;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Point;
import io.ampwire.map.Range;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.map.WriteRule;
import io.ampwire.telemetry.ReportPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Charger of the inventory, with its defaults resolved.
 *
 * @param address where it answers
 * @param format how the words of its registers are understood
 * @param poll interval between the starts of two polls
 * @param permissions what commands may do to it
 * @param publish which documents are published
 * @param description its name, site and tags
 */
public record ChargerEntry(
    ChargerId id,
    Address address,
    RegisterMap map,
    RegisterFormat format,
    Duration poll,
    Permissions permissions,
    ReportPolicy publish,
    ChargerDescription description) {

  /**
   * Where a charger answers.
   *
   * @param host name or address; for a serial line, the path of its device
   * @param port TCP port; 0 for a serial line
   * @param unit Modbus unit
   * @param tls how the connection is encrypted, empty for plain Modbus TCP
   * @param timeout of one Modbus request
   * @param connector number of the connector of a device with several, from 1
   */
  public record Address(
      String host,
      int port,
      int unit,
      Optional<ModbusTls> tls,
      Duration timeout,
      ModbusTransport transport,
      int connector) {}

  /**
   * How the words of a charger's registers are understood.
   *
   * @param order how its word order is decided
   * @param scale whose scale of power counts
   */
  public record RegisterFormat(WordOrderChoice order, ScaleChoice scale) {}

  public String host() {
    return address.host();
  }

  public int port() {
    return address.port();
  }

  public int unit() {
    return address.unit();
  }

  public Optional<ModbusTls> tls() {
    return address.tls();
  }

  public ModbusTransport transport() {
    return address.transport();
  }

  public Duration timeout() {
    return address.timeout();
  }

  /** Highest current per phase, as far as the inventory or the map states it, A. */
  double mostAmps() {
    double map =
        this.map
            .setPointPoint()
            .flatMap(Point::write)
            .flatMap(WriteRule::range)
            .map(Range::max)
            .orElse(Double.MAX_VALUE);
    OptionalLong limit = permissions.maxCurrent();
    return limit.isPresent() ? limit.getAsLong() : map;
  }

  /** Returns the same charger with another description. */
  ChargerEntry described(ChargerDescription changed) {
    return new ChargerEntry(id, address, map, format, poll, permissions, publish, changed);
  }

  /** Whether both use the same socket, so that they share one connection. */
  public boolean sharesConnection(ChargerEntry other) {
    return port() == other.port() && host().equalsIgnoreCase(other.host());
  }

  /**
   * The settings of its lane.
   *
   * @param offset where in the interval its first poll starts
   * @param watched whether the first write waits until no other controller shows
   */
  LaneSettings lane(Duration offset, boolean watched) {
    return new LaneSettings(
        new ControlSettings(id, map, unit(), permissions, watched),
        format.order(),
        format.scale(),
        poll,
        offset,
        publish.tags(),
        description);
  }
}
