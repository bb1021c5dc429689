/**
 * Adapter: Modbus TCP on a Vert.x socket with the PDUs and transactions of digitalpetri. The only
 * room\n * that sees {@code com.digitalpetri}, and with demo, mqtt and http one of four that open
 * sockets.\n
 */
package io.ampwire.modbus;
