package io.ampwire.demo;

/**
 * Demand of a simulated car.
 *
 * @param amps largest current per phase, A
 * @param wattHours energy until it is full
 */
public record Car(double amps, double wattHours) {}
