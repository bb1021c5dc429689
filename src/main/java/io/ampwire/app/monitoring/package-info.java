/**
 * Monitoring: metrics and their names, health checks, and the log of the chargers. Receives what
 * lanes and connections report.
 */
package io.ampwire.app.monitoring;
