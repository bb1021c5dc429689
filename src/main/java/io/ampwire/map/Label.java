package io.ampwire.map;

/**
 * Meaning of one code of an enumeration.
 *
 * @param confirmed false where only the map's author concludes it, or the one source is in doubt
 */
public record Label(long code, String text, boolean confirmed) {}
