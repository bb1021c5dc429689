/**
 * Sparkplug wiring: reads the keys of the edge node, and creates one for each shard that this
 * process owns. May use every package but {@code cli}.
 */
package io.ampwire.app.sparkplug;
