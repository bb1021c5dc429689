package io.ampwire.charger;

import io.ampwire.command.Permissions;
import io.ampwire.control.ControlSettings;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrderChoice;
import java.time.Duration;
import java.util.List;

/**
 * Settings of one charger's lane.
 *
 * @param poll interval between the starts of two polls
 * @param offset start of the first poll within the interval
 * @param tags whether identifiers of persons' cards are read
 * @param description description from the inventory, until {@link ChargerLane#describe} replaces it
 */
public record LaneSettings(
    ControlSettings control,
    WordOrderChoice order,
    ScaleChoice scale,
    Duration poll,
    Duration offset,
    boolean tags,
    ChargerDescription description) {

  /** Settings of a charger without a description and with the map's scales. */
  public LaneSettings(
      ControlSettings control, WordOrderChoice order, Duration poll, Duration offset) {
    this(control, order, ScaleChoice.AS_DOCUMENTED, poll, offset, false, ChargerDescription.NONE);
  }

  /** The points that it must not read. */
  List<Point> withheld() {
    return map().points().stream().filter(point -> !tags && point.isTag()).toList();
  }

  public ChargerId id() {
    return control.id();
  }

  public RegisterMap map() {
    return control.map();
  }

  /** Modbus unit of points without their own unit. */
  public int unit() {
    return control.unit();
  }

  public Permissions permissions() {
    return control.permissions();
  }
}
