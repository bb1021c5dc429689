package io.ampwire.map;

/**
 * Meaning of one code of an enumeration.
 *
 * @param confirmed false where only the map's author concludes it and no source says it
 */
public record Label(long code, String text, boolean confirmed) {}
