/**
 * Register maps: what a kind of charger is, as immutable data, with the checks of a map and the
 * digests that evidence stands on. Depends on the JDK alone and knows no device.
 */
package io.ampwire.map;
