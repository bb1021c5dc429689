package io.ampwire.map;

/**
 * Fault of a map or an inventory.
 *
 * @param path dotted key, with list entries by index: {@code points.3.address}
 */
public record Finding(String path, String message) {}
