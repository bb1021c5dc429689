/**
 * Wiring: the one room that creates the parts and joins them, with configuration, health, metrics
 * and\n * the log. Every other room is seen from here, and none sees this one.\n
 */
package io.ampwire.app;
