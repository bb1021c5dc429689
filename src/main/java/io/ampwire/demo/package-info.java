/**
 * Simulated chargers and an embedded MQTT broker on loopback, for the demo and the tests. Only
 * the\n * wiring may depend on it.\n
 */
package io.ampwire.demo;
