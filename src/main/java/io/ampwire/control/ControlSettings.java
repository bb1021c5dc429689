package io.ampwire.control;

import io.ampwire.command.Permissions;
import io.ampwire.map.ChargerId;
import io.ampwire.map.RegisterMap;

/**
 * Settings of one charger that control needs.
 *
 * @param unit Modbus unit of points without their own unit
 * @param watched whether another bridge may have owned the charger until now; the first write then
 *     waits until no other controller is seen
 */
public record ControlSettings(
    ChargerId id, RegisterMap map, int unit, Permissions permissions, boolean watched) {}
