package io.ampwire.http;

/**
 * Owner of a stream, for quotas.
 *
 * @param key the name of a principal, or the address of a caller without one
 * @param operator whether it may send commands
 */
record StreamOwner(String key, boolean operator) {}
