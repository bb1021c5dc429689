package io.ampwire.command;

import java.util.Optional;

/**
 * Reply address of a command, in addition to the command's own topic. The transport that received
 * the command has checked it, and only that transport interprets it.
 *
 * @param correlation bytes that the answer returns unchanged
 */
public record ReplyTo(String topic, Optional<byte[]> correlation) {}
