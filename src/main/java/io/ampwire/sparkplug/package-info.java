/**
 * Sparkplug B 3.0 adapter: an edge node whose devices are the chargers. It has its own payload
 * codec, topics, birth and death certificates, and store and forward. The MQTT connection is a
 * port.
 */
package io.ampwire.sparkplug;
