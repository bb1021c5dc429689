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
 * @param watched whether another bridge may have had the charger until now, so that it is watched
 *     for another hand before it is written
 */
public record LaneSettings(
    ChargerId id,
    RegisterMap map,
    int unit,
    WordOrderChoice order,
    Duration poll,
    Duration offset,
    Permissions permissions,
    boolean watched) {}
