package io.ampwire.sparkplug;

/**
 * State that a host application publishes about itself.
 *
 * @param timestamp ms since 1970; a message with a smaller one than the last is outdated
 */
public record HostState(boolean online, long timestamp) {}
