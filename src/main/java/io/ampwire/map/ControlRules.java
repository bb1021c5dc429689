package io.ampwire.map;

import java.util.Optional;

/**
 * Rules for the control of a device.
 *
 * @param lifebit how a controller shows that it is alive; empty if no way is known
 * @param failSafe behaviour of the device without a controller
 * @param setPoint limit of the charging current; empty if the device has none
 * @param sequences writes by which a limit comes into force
 * @param phases switch between one and three phases; empty if the map describes none
 */
public record ControlRules(
    Optional<LifebitRule> lifebit,
    FailSafe failSafe,
    Optional<SetPointRule> setPoint,
    ControlSequences sequences,
    Optional<PhaseSwitch> phases) {}
