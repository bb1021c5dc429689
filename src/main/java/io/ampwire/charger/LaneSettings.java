package io.ampwire.charger;

import io.ampwire.command.Permissions;
import io.ampwire.control.ControlSettings;
import io.ampwire.map.ChargerId;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrderChoice;
import java.time.Duration;

/**
 * Settings of one charger's lane.
 *
 * @param poll interval between the starts of two polls
 * @param offset start of the first poll within the interval
 * @param description description from the inventory, until {@link ChargerLane#describe} replaces it
 */
public record LaneSettings(
    ControlSettings control,
    WordOrderChoice order,
    ScaleChoice scale,
    Duration poll,
    Duration offset,
    ChargerDescription description) {

  /** Settings of a charger without a description and with the map's scales. */
  public LaneSettings(
      ControlSettings control, WordOrderChoice order, Duration poll, Duration offset) {
    this(control, order, ScaleChoice.AS_DOCUMENTED, poll, offset, ChargerDescription.NONE);
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
