package io.ampwire.map;

import java.util.Optional;

/**
 * How a device is controlled.
 *
 * @param lifebit how it is shown that its controller is alive, empty where no way is known
 * @param failSafe what it does when its controller is gone
 * @param setPoint the limit of the charging current, empty where it has none
 */
public record ControlRules(
    Optional<LifebitRule> lifebit, FailSafe failSafe, Optional<SetPointRule> setPoint) {}
