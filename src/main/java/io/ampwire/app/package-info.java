/**
 * Wiring: creates and connects the parts of the bridge, with configuration, health, metrics and the
 * log. This package may use every other package, and no other package uses it.
 */
package io.ampwire.app;
