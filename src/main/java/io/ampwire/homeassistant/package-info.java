/**
 * Home Assistant MQTT discovery: the devices and entities of a charger, the messages that announce
 * them, and the persistent list of announced topics.
 */
package io.ampwire.homeassistant;
