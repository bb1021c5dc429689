package io.ampwire.map;

/**
 * One fault of a map or an inventory.
 *
 * @param path dotted key, list entries by index: {@code points.3.address}
 */
public record Finding(String path, String message) {}
