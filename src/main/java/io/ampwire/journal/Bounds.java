package io.ampwire.journal;

import java.time.Duration;

/**
 * How much the journal keeps; beyond it the oldest go first.
 *
 * @param bytes of documents in the file
 * @param memoryBytes of documents in memory, while the file cannot be written
 */
public record Bounds(long bytes, Duration age, long memoryBytes) {}
