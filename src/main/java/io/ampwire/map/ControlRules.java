package io.ampwire.map;

import java.util.Optional;

/**
 * Rules for the control of a device.
 *
 * @param lifebit how a controller shows that it is alive; empty if no way is known
 * @param failSafe behaviour of the device without a controller
 * @param setPoint limit of the charging current; empty if the device has none
 */
public record ControlRules(
    Optional<LifebitRule> lifebit, FailSafe failSafe, Optional<SetPointRule> setPoint) {}
