/**
 * A Modbus connection and who uses it: one socket per endpoint with one request in flight, a link
 * for\n * each charger behind it, deadlines, backoff and connect rate. Ports: {@link\n *
 * io.ampwire.link.ModbusDialer} and {@link io.ampwire.link.Scheduler}. Sees the JDK and the map.\n
 */
package io.ampwire.link;
