/**
 * Adapter between SmallRye Reactive Messaging's channels and one MQTT connection: topics, the
 * connection's life, its settings, and the bridge's own round trip.
 */
package io.ampwire.mqtt;
