package io.ampwire.homeassistant;

/**
 * The bridge, as Home Assistant is to see it.
 *
 * @param base base topic
 * @param bridge its id
 * @param version of the program
 * @param compat whether for Home Assistant of before 2025.10
 */
public record Site(String base, String bridge, String version, boolean compat) {}
