/**
 * MQTT discovery for Home Assistant: which devices and entities a charger has there, the messages
 * that announce them, and the memory of what was announced.
 */
package io.ampwire.homeassistant;
