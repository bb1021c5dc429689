/**
 * Decoding of registers into readings, and encoding of values for writes. Depends on {@code map}. A
 * decoder never throws and never returns a number that the map calls implausible.
 */
package io.ampwire.decode;
