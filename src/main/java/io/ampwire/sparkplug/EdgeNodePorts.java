package io.ampwire.sparkplug;

import io.ampwire.command.Command;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Ports of an edge node.
 *
 * @param scheduler the node's own; every port is called on it
 * @param hostStates parser of a host application's state; empty for text that is none
 * @param commands passes a command to a charger; false if the bridge does not have the charger
 * @param problems receives what the operator has to know; repeated texts are limited by the caller
 */
public record EdgeNodePorts(
    Scheduler scheduler,
    BrokerConnections connections,
    BirthSequence sequence,
    Function<byte[], Optional<HostState>> hostStates,
    BiPredicate<ChargerId, Command> commands,
    Consumer<String> problems,
    RandomGenerator random) {}
