package io.ampwire.charger;

import io.ampwire.command.Permissions;
import io.ampwire.map.ChargerId;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrderChoice;
import java.time.Duration;

/**
 * All that makes one charger's lane another than the next one's.
 *
 * @param unit Modbus unit
 * @param poll interval between the starts of two polls
 * @param offset where in the interval the first poll starts
 */
public record LaneSettings(
    ChargerId id,
    RegisterMap map,
    int unit,
    WordOrderChoice order,
    Duration poll,
    Duration offset,
    Permissions permissions) {}
