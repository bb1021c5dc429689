package io.ampwire.charger;

import io.ampwire.command.Permissions;
import io.ampwire.control.ControlSettings;
import io.ampwire.map.ChargerId;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrderChoice;
import java.time.Duration;

/**
 * The settings of one charger's lane.
 *
 * @param poll interval between the starts of two polls
 * @param offset where in the interval the first poll starts
 * @param description how the inventory describes it, until {@link ChargerLane#describe} changes
 *     that
 */
public record LaneSettings(
    ControlSettings control,
    WordOrderChoice order,
    ScaleChoice scale,
    Duration poll,
    Duration offset,
    ChargerDescription description) {

  /** The settings of a charger without a description, whose scales are the map's. */
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

  /** Modbus unit of points that name none. */
  public int unit() {
    return control.unit();
  }

  public Permissions permissions() {
    return control.permissions();
  }
}
