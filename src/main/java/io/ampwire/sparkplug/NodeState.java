package io.ampwire.sparkplug;

import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Data of an edge node that outlives its sessions: devices, history and the state of the primary
 * host. Confined to the edge node's scheduler.
 */
final class NodeState {
  private final Map<ChargerId, Device> devices = new TreeMap<>();
  private final History history;
  private final PrimaryHost host = new PrimaryHost();
  private final Function<byte[], Optional<HostState>> hostStates;
  private final InputProblems problems;
  private boolean hostOnline;

  NodeState(
      History history, Function<byte[], Optional<HostState>> hostStates, InputProblems problems) {
    this.history = history;
    this.hostStates = hostStates;
    this.problems = problems;
  }

  History history() {
    return history;
  }

  InputProblems problems() {
    return problems;
  }

  Optional<Device> device(ChargerId id) {
    return Optional.ofNullable(devices.get(id));
  }

  Device deviceOrNew(ChargerId id) {
    return devices.computeIfAbsent(id, Device::new);
  }

  void remove(ChargerId id) {
    devices.remove(id);
    history.forget(id);
  }

  /** The devices that are online. */
  List<ChargerId> online() {
    return devices.values().stream().filter(Device::online).map(Device::id).toList();
  }

  /** The node's own values. */
  Map<String, MetricValue> nodeMetrics() {
    return NodeMetrics.current(online().size(), history.dropped());
  }

  /** Whether the primary host's newest message says that it is online. */
  boolean hostOnline() {
    return hostOnline;
  }

  /** A new connection knows nothing of the host until its state arrives. */
  void hostUnknown() {
    hostOnline = false;
  }

  /** Takes a message of the primary host; text that is not a state counts as outdated. */
  PrimaryHost.Verdict host(byte[] payload) {
    Optional<HostState> said = hostStates.apply(payload);
    if (said.isEmpty()) {
      problems.report("the state of the primary host is not JSON with online and timestamp");
      return PrimaryHost.Verdict.OUTDATED;
    }
    PrimaryHost.Verdict verdict = host.observe(said.get());
    if (verdict != PrimaryHost.Verdict.OUTDATED) {
      hostOnline = verdict == PrimaryHost.Verdict.ONLINE;
    }
    return verdict;
  }
}
