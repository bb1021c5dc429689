/**
 * Three simulated chargers, the Modbus server that they answer on, and an embedded MQTT broker on
 * loopback. {@code ampwire.demo=true} starts them, and the tests use them too. Devices that only
 * tests use, such as the one simulated from any register map, are in the same package under {@code
 * src/test}. Only the wiring may depend on it.
 */
package io.ampwire.demo;
