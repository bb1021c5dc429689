/**
 * Fleet wiring: inventory edits, groups that share their limits, and ownership of shards. May use
 * every package but {@code cli}.
 */
package io.ampwire.app.fleet;
