package io.ampwire.control;

import io.ampwire.command.Permissions;
import io.ampwire.map.ChargerId;
import io.ampwire.map.RegisterMap;

/**
 * What control has to know of its charger.
 *
 * @param unit Modbus unit of points that name none
 * @param watched whether another bridge may have had the charger until now, so that the first write
 *     waits until no other controller shows
 */
public record ControlSettings(
    ChargerId id, RegisterMap map, int unit, Permissions permissions, boolean watched) {}
