package io.ampwire.command;

import java.util.Optional;

/**
 * The one answer to a command.
 *
 * @param ts wall clock, ms
 * @param ms from receipt to outcome
 */
public record Ack(String command, Optional<String> id, Outcome outcome, long ts, long ms) {}
