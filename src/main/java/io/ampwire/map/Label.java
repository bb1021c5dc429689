package io.ampwire.map;

/**
 * Meaning of one code of an enumeration.
 *
 * @param confirmed false if only the map's author infers it, or if its one source is in doubt
 */
public record Label(long code, String text, boolean confirmed) {}
