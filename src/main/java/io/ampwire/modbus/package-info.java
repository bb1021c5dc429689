/**
 * Adapter: Modbus TCP on a Vert.x socket with the PDUs and transactions of digitalpetri. Only this
 * package uses {@code com.digitalpetri}. Sockets are opened only here and in {@code demo}, {@code
 * mqtt} and {@code http}.
 */
package io.ampwire.modbus;
