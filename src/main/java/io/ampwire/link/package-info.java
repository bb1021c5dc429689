/**
 * Modbus connections and their users: one socket per endpoint with one request in flight, one link
 * per charger behind it, deadlines, backoff and the connect rate. Ports: {@link
 * io.ampwire.link.ModbusDialer} and {@link io.ampwire.link.Scheduler}. Depends on the JDK and
 * {@code map}.
 */
package io.ampwire.link;
