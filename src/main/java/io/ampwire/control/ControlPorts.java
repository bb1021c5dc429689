package io.ampwire.control;

import io.ampwire.command.Ack;
import java.util.function.Consumer;

/**
 * Ports that control needs, besides the connection.
 *
 * @param answers receives the answer of each command, once
 */
public record ControlPorts(
    BrokerRoundTrip roundTrip,
    IntentJournal intents,
    Audit audit,
    GroupGuard groups,
    ControlMetrics metrics,
    ControlListener listener,
    Consumer<Ack> answers) {}
