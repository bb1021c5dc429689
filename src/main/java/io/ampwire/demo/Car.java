package io.ampwire.demo;

/**
 * What a simulated car asks of a charger.
 *
 * @param amps the most it takes per phase, A
 * @param wattHours what it wants before it is full
 */
public record Car(double amps, double wattHours) {}
