/**
 * Adapter: Modbus TCP and RTU over TCP on a Vert.x socket, RTU on a serial line with jSerialComm,
 * and the PDUs of digitalpetri. Only this package uses {@code com.digitalpetri} and {@code
 * com.fazecast}. Sockets are opened only here and in {@code demo}, {@code mqtt} and {@code http}.
 */
package io.ampwire.modbus;
