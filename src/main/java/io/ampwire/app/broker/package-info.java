/**
 * Broker wiring: reads the keys under {@code ampwire.mqtt}, passes received messages to the outbox
 * and the lanes, and reports what is wrong with the connection. May use every package but {@code
 * cli}.
 */
package io.ampwire.app.broker;
