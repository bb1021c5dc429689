/**
 * MQTT adapter between SmallRye Reactive Messaging's channels and one MQTT connection: topics,
 * connection lifecycle, settings, and the round trip of probe messages.
 */
package io.ampwire.mqtt;
