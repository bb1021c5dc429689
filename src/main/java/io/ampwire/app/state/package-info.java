/**
 * Persistent state: opens the data folder, and connects journal, intents, audit, sessions and limit
 * records with their threads. May use every package but {@code cli}.
 */
package io.ampwire.app.state;
