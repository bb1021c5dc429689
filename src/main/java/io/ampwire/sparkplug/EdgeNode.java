package io.ampwire.sparkplug;

import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Reading;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sparkplug edge node: a sink of the lanes' reports that keeps a session with the broker, and a
 * source of commands. Its methods may be called from any thread.
 */
public final class EdgeNode implements TelemetrySink {
  private static final long FIRST_MILLIS = 500;
  private static final long MAX_MILLIS = 9_000;
  private static final long STEADY = 3_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private final EdgeNodeSettings settings;
  private final EdgeNodePorts ports;
  private final Scheduler scheduler;
  private final NodeState state;
  private final Map<ChargerId, Set<String>> scales = new HashMap<>();
  private Optional<NodeSession> session = Optional.empty();
  private boolean stopped;
  private int attempts;
  private long openedAt;

  public EdgeNode(EdgeNodeSettings settings, EdgeNodePorts ports) {
    this.settings = settings;
    this.ports = ports;
    this.scheduler = ports.scheduler();
    this.state =
        new NodeState(
            new History(settings.historyBytes()),
            ports.hostStates(),
            new InputProblems(ports.problems(), ports.scheduler()::nanos));
  }

  /** Connects, and reconnects until {@link #stop}. */
  public void start() {
    scheduler.execute(this::connect);
  }

  /** Publishes the death certificate and disconnects. */
  public CompletionStage<Void> stop() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    scheduler.execute(
        () -> {
          stopped = true;
          session
              .map(NodeSession::leave)
              .orElse(CompletableFuture.completedFuture(null))
              .whenComplete((done, failed) -> left.complete(null));
        });
    return left;
  }

  /** The charger left; its device dies, and its waiting values are dropped. */
  public void removed(ChargerId charger) {
    scheduler.execute(
        () -> {
          scales.remove(charger);
          session.ifPresent(open -> open.vanished(charger));
          state.remove(charger);
        });
  }

  @Override
  public void meta(ChargerId charger, ChargerMeta meta) {
    scheduler.execute(() -> scales.put(charger, meta.scales().keySet()));
  }

  /** The last document of a charger that went offline has no values; its death says so. */
  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    if (snapshot.quality() != ChargerSnapshot.Quality.STALE) {
      scheduler.execute(() -> observe(charger, snapshot));
    }
  }

  @Override
  public void availability(ChargerId charger, boolean online) {
    scheduler.execute(
        () -> {
          Device device = state.deviceOrNew(charger);
          device.online(online);
          if (device.online()) {
            session.ifPresent(open -> open.appeared(device));
          } else {
            session.ifPresent(open -> open.vanished(charger));
          }
        });
  }

  @Override
  public void ack(ChargerId charger, Ack ack) {
    scheduler.execute(
        () ->
            state
                .device(charger)
                .ifPresent(
                    device ->
                        device
                            .after(ack.command(), readback(ack), scheduler.wallMillis())
                            .ifPresent(
                                metric ->
                                    session.ifPresent(open -> open.answered(device, metric)))));
  }

  private static Optional<Reading> readback(Ack ack) {
    Optional<Decimal> value =
        ack.outcome() instanceof Outcome.Applied applied
            ? applied.readback()
            : ack.outcome() instanceof Outcome.Failed failed ? failed.readback() : Optional.empty();
    return value.map(EdgeNode::reading);
  }

  private static Reading reading(Decimal value) {
    return value.number() instanceof Long whole
        ? new Reading.Whole(whole)
        : new Reading.Wide(value.toDouble());
  }

  private void observe(ChargerId charger, ChargerSnapshot snapshot) {
    Device device = state.deviceOrNew(charger);
    Device.Change change = device.observe(snapshot, scales.getOrDefault(charger, Set.of()));
    if (session.isPresent()) {
      session.get().changed(device, change);
    } else {
      device.keep(change, state.history()::add);
    }
  }

  private void connect() {
    if (!stopped) {
      ports
          .sequence()
          .next()
          .whenComplete((bdSeq, failed) -> scheduler.execute(() -> connect(bdSeq, failed)));
    }
  }

  private void connect(Integer bdSeq, Throwable failed) {
    if (stopped) {
      return;
    }
    if (failed != null) {
      ports.problems().accept("the birth sequence cannot be saved: " + failed.getMessage());
      again();
      return;
    }
    openedAt = scheduler.nanos();
    state.hostUnknown();
    NodeSession fresh = new NodeSession(settings, ports, state, bdSeq, this::ended);
    session = Optional.of(fresh);
    ports.connections().open(settings.topics().death(), fresh.death(), fresh);
  }

  private void ended() {
    session = Optional.empty();
    attempts = scheduler.nanos() - openedAt >= STEADY ? 0 : attempts;
    again();
  }

  private void again() {
    long most = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(attempts++, 10));
    long wait = most / 2 + ports.random().nextLong(most / 2 + 1);
    scheduler.after(wait * MILLI, this::connect);
  }
}
