/**
 * Simulated chargers and an embedded MQTT broker on loopback, for the demo and the tests. Only the
 * wiring may depend on it.
 */
package io.ampwire.demo;
