package io.ampwire.command;

import java.util.Optional;

/**
 * Where the sender of a command wants its answer besides the command's own topic. The transport
 * that brought the command has checked it and alone understands it.
 *
 * @param correlation bytes that the answer carries unchanged
 */
public record ReplyTo(String topic, Optional<byte[]> correlation) {}
