/**
 * Register maps: immutable descriptions of kinds of chargers, with the checks of a map and the
 * digests that evidence refers to. Depends only on the JDK and knows no device.
 */
package io.ampwire.map;
