package io.ampwire.session;

import io.ampwire.map.Vehicle;
import io.ampwire.session.ChargingSession.StopCause;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Readings of one poll that matter to a session; NaN for a number that was not read.
 *
 * @param nanos monotonic time of the poll
 * @param wallMillis wall clock of the poll
 * @param stage of the vehicle by the map's codes
 * @param code of the state point, empty if it was not read
 * @param power active power, kW
 * @param meter lifetime counter, Wh
 * @param counter the charger's counter of the session, Wh
 * @param stopCause reason of the last stop
 */
record MeterReading(
    long nanos,
    long wallMillis,
    Vehicle.Stage stage,
    OptionalLong code,
    double power,
    double meter,
    double counter,
    Supplier<Optional<StopCause>> stopCause) {}
