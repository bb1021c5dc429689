package io.ampwire.homeassistant;

/**
 * Group of chargers whose limit Home Assistant shows and sets.
 *
 * @param maxCurrent limit of the feeder, A per phase
 * @param metered whether a meter measures the other load
 */
public record LimitedGroup(String name, double maxCurrent, boolean metered) {}
