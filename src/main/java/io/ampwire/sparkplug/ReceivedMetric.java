package io.ampwire.sparkplug;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Metric of a received command, as far as the bridge reads it.
 *
 * @param alias number instead of a name; the bridge assigns none
 * @param timestamp time of the request, ms since 1970
 * @param datatype number of the stated type
 */
record ReceivedMetric(
    Optional<String> name,
    OptionalLong alias,
    OptionalLong timestamp,
    OptionalInt datatype,
    MetricValue value) {}
