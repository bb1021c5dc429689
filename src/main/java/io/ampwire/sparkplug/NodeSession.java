package io.ampwire.sparkplug;

import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.sparkplug.BrokerConnections.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Sparkplug session of an edge node over one MQTT connection: birth certificates first, then data,
 * with one sequence number across all messages. Birth certificates and history go out in batches,
 * each after the broker has read the one before. Confined to the edge node's scheduler.
 *
 * <p>QoS 0 has no acknowledgement. Data therefore counts as delivered when the broker answers a
 * ping that follows it. What is not proved when the connection ends becomes history.
 */
final class NodeSession implements BrokerConnections.Listener {
  private static final Logger LOG = Logger.getLogger(NodeSession.class);

  /** Messages between two round trips. */
  private static final int BATCH = 64;

  /** Bound of data that the broker has not proved to have; more becomes history. */
  private static final int MOST_UNPROVED = 4_096;

  private static final long TICK = 1_000_000_000L;
  private static final long REBIRTH_SPACING = 2_000_000_000L;
  private static final int SEQ_RANGE = 256;

  private final EdgeNodeSettings settings;
  private final Scheduler scheduler;
  private final NodeState state;
  private final DeviceCommands commands;
  private final InputProblems problems;
  private final Consumer<String> connectionProblems;
  private final int bdSeq;
  private final Runnable onEnd;
  private final Set<ChargerId> born = new HashSet<>();
  private final Deque<History.Entry> unproved = new ArrayDeque<>();
  private final NodeMetrics own = new NodeMetrics();
  private Phase phase = new Opening();
  private long bornAt;
  private boolean rebirthDue;
  private boolean proving;
  private int seq;

  /** Phase of a session. */
  private sealed interface Phase {}

  /** Not subscribed yet. */
  private record Opening() implements Phase {}

  /** Subscribed; the primary host application is not online. */
  private record Waiting(Connection connection) implements Phase {}

  /** Publishing birth certificates; no data until the queue is empty. */
  private record Births(Connection connection, Deque<ChargerId> queue) implements Phase {}

  /** Publishing data. */
  private record Live(Connection connection) implements Phase {}

  private record Ended() implements Phase {}

  /**
   * @param onEnd run once when the session has ended and a new one may begin
   */
  NodeSession(
      EdgeNodeSettings settings, EdgeNodePorts ports, NodeState state, int bdSeq, Runnable onEnd) {
    this.settings = settings;
    this.scheduler = ports.scheduler();
    this.state = state;
    this.problems = state.problems();
    this.connectionProblems = ports.problems();
    this.commands = new DeviceCommands(settings, ports, problems);
    this.bdSeq = bdSeq;
    this.onEnd = onEnd;
  }

  /** Payload of the death certificate. */
  byte[] death() {
    long now = scheduler.wallMillis();
    return PayloadEncoder.payload(now, List.of(NodeMetrics.bdSeq(bdSeq, now)), OptionalInt.empty());
  }

  @Override
  public void opened(Connection connection) {
    if (phase instanceof Ended) {
      connection.leave(settings.topics().death(), death());
      return;
    }
    CompletableFuture<?> all =
        CompletableFuture.allOf(
            subscribe(connection, settings.topics().command()),
            subscribe(connection, settings.topics().deviceCommands()),
            settings
                .primaryHost()
                .map(host -> subscribe(connection, SparkplugTopics.state(host)))
                .orElse(CompletableFuture.completedFuture(null)));
    // Retained state of the host may arrive before the broker's answer.
    all.thenRun(() -> subscribed(connection));
  }

  private CompletableFuture<Void> subscribe(Connection connection, String filter) {
    return connection
        .subscribe(filter)
        .exceptionally(
            refused -> {
              connectionProblems.accept(
                  "the broker refuses the subscription to " + filter + ": " + refused.getMessage());
              return null;
            })
        .toCompletableFuture();
  }

  private void subscribed(Connection connection) {
    if (!(phase instanceof Opening)) {
      return;
    }
    phase = new Waiting(connection);
    if (settings.primaryHost().isEmpty() || state.hostOnline()) {
      begin(connection);
    } else {
      LOG.infof("Sparkplug waits for the primary host %s", settings.primaryHost().get());
    }
  }

  /** Publishes all birth certificates. */
  private void begin(Connection connection) {
    if (phase instanceof Waiting) {
      LOG.infof("Sparkplug session established, bdSeq=%d", bdSeq);
      scheduler.after(TICK, this::tick);
    }
    bornAt = scheduler.nanos();
    rebirthDue = false;
    born.clear();
    seq = 0;
    Deque<ChargerId> queue = new ArrayDeque<>(state.online());
    phase = new Births(connection, queue);
    long now = scheduler.wallMillis();
    send(
        connection,
        settings.topics().birth(),
        own.birth(bdSeq, settings.version(), state.nodeMetrics(), now));
    continueBirths();
  }

  private void continueBirths() {
    if (!(phase instanceof Births births)) {
      return;
    }
    for (int i = 0; i < BATCH && !births.queue().isEmpty(); i++) {
      state.device(births.queue().poll()).ifPresent(device -> birth(births.connection(), device));
    }
    if (births.queue().isEmpty()) {
      phase = new Live(births.connection());
      if (rebirthDue) {
        rebirthLater();
      }
      flush();
    } else {
      births.connection().roundTrip().thenRun(this::continueBirths);
    }
  }

  private void birth(Connection connection, Device device) {
    if (send(connection, settings.topics().birth(device.id()), device.birth())) {
      born.add(device.id());
    }
  }

  private boolean send(Connection connection, String topic, List<Metric> metrics) {
    return send(connection, topic, PayloadEncoder.metrics(metrics));
  }

  /** Publishes a message, unless the broker does not accept its size. */
  private boolean send(Connection connection, String topic, byte[] metrics) {
    byte[] payload = PayloadEncoder.payload(scheduler.wallMillis(), metrics, OptionalInt.of(seq));
    if (!connection.fits(topic, payload.length)) {
      connectionProblems.accept(
          topic + " is not published: its message exceeds the broker's packet limit");
      return false;
    }
    connection.publish(topic, payload);
    seq = (seq + 1) % SEQ_RANGE;
    return true;
  }

  /** A poll of a device changed these metrics. */
  void changed(Device device, Device.Change change) {
    if (phase instanceof Live live) {
      if (change.layout() && device.online()) {
        birth(live.connection(), device);
      } else if (device.online()) {
        data(device, change);
      }
      return;
    }
    if (phase instanceof Births births && change.layout() && device.online()) {
      births.queue().remove(device.id());
      births.queue().add(device.id());
    }
    device.keep(change, state.history()::add);
  }

  /** Publishes data of a device, or keeps it as history. */
  private void data(Device device, Device.Change change) {
    ChargerId id = device.id();
    if (phase instanceof Live live && born.contains(id) && unproved.size() < MOST_UNPROVED) {
      if (!change.metrics().isEmpty()) {
        unproved.add(History.Entry.of(id, change.metrics()));
        send(live.connection(), settings.topics().data(id), change.metrics());
      }
    } else {
      device.keep(change, state.history()::add);
    }
  }

  /** A device is online from now on. */
  void appeared(Device device) {
    if (phase instanceof Live live) {
      birth(live.connection(), device);
      flush();
    } else if (phase instanceof Births births && !births.queue().contains(device.id())) {
      births.queue().add(device.id());
    }
  }

  /** A device is offline from now on. */
  void vanished(ChargerId device) {
    if (phase instanceof Births births) {
      births.queue().remove(device);
    }
    if (born.remove(device)) {
      connection().ifPresent(open -> send(open, settings.topics().death(device), List.of()));
    }
  }

  /** A command on a metric was answered; the metric is published whether it changed or not. */
  void answered(Device device, Metric metric) {
    boolean room = born.contains(device.id()) && unproved.size() < MOST_UNPROVED;
    if (phase instanceof Live && room) {
      data(device, new Device.Change(false, List.of(metric)));
    }
  }

  private Optional<Connection> connection() {
    if (phase instanceof Births births) {
      return Optional.of(births.connection());
    }
    return phase instanceof Live live ? Optional.of(live.connection()) : Optional.empty();
  }

  private void tick() {
    if (phase instanceof Ended) {
      return;
    }
    if (phase instanceof Live live) {
      List<Metric> changes = own.changes(state.nodeMetrics(), scheduler.wallMillis());
      if (!changes.isEmpty()) {
        send(live.connection(), settings.topics().data(), changes);
      }
      flush();
    }
    scheduler.after(TICK, this::tick);
  }

  /** Publishes a batch of history, and asks the broker to prove what it has. */
  private void flush() {
    if (!(phase instanceof Live live) || proving) {
      return;
    }
    for (int i = 0; i < BATCH; i++) {
      Optional<History.Entry> oldest = state.history().next(born::contains);
      if (oldest.isEmpty()) {
        break;
      }
      unproved.add(oldest.get());
      send(
          live.connection(), settings.topics().data(oldest.get().device()), oldest.get().metrics());
    }
    if (!unproved.isEmpty()) {
      prove(live.connection(), unproved.size());
    }
  }

  private void prove(Connection connection, int count) {
    proving = true;
    connection
        .roundTrip()
        .thenRun(
            () -> {
              proving = false;
              for (int i = 0; i < count && !unproved.isEmpty(); i++) {
                unproved.poll();
              }
              if (!state.history().isEmpty()) {
                flush();
              }
            });
  }

  @Override
  public void received(String topic, byte[] payload, boolean retained) {
    if (settings.primaryHost().map(SparkplugTopics::state).filter(topic::equals).isPresent()) {
      hostState(payload);
    } else if (connection().isEmpty()) {
      problems.report("a command outside of a session is ignored");
    } else if (topic.equals(settings.topics().command())) {
      nodeCommand(payload, retained);
    } else {
      settings
          .topics()
          .commanded(topic)
          .ifPresentOrElse(
              id -> commands.execute(id, state.device(id), payload, retained),
              () -> problems.report("DCMD for a device that is not a charger is ignored"));
    }
  }

  private void hostState(byte[] payload) {
    switch (state.host(payload)) {
      case ONLINE -> {
        if (phase instanceof Waiting waiting) {
          begin(waiting.connection());
        }
      }
      case OFFLINE -> {
        if (connection().isPresent()) {
          LOG.infof("Sparkplug session ends: the primary host is offline");
          leave();
        }
      }
      case OUTDATED -> LOG.debugf("an outdated state of the primary host is ignored");
    }
  }

  private void nodeCommand(byte[] payload, boolean retained) {
    if (retained) {
      problems.report("a retained NCMD is ignored");
      return;
    }
    for (ReceivedMetric metric : commands.decode("NCMD", payload)) {
      Optional<String> name = commands.name("NCMD", metric);
      if (name.filter(NodeMetrics.REBIRTH::equals).isPresent()) {
        rebirth(metric);
      } else if (name.isPresent()) {
        problems.report(
            "NCMD: no writable metric '" + InputProblems.printable(name.get()) + "' in the NBIRTH");
      }
    }
  }

  private void rebirth(ReceivedMetric metric) {
    if (!DataType.BOOLEAN.matches(metric.datatype(), metric.value())) {
      problems.report("NCMD: " + NodeMetrics.REBIRTH + " takes BOOLEAN");
    } else if (metric.value().equals(new MetricValue.BooleanValue(true)) && !rebirthDue) {
      rebirthDue = true;
      rebirthLater();
    }
  }

  /** Begins again at once, or in time if the last birth certificates are recent. */
  private void rebirthLater() {
    long wait = REBIRTH_SPACING - (scheduler.nanos() - bornAt);
    if (phase instanceof Live live) {
      if (wait <= 0) {
        begin(live.connection());
      } else {
        scheduler.after(wait, this::rebirthLater);
      }
    }
  }

  /** Publishes the death certificate and ends the session. */
  CompletionStage<Void> leave() {
    Optional<Connection> open = connection();
    if (phase instanceof Waiting waiting) {
      open = Optional.of(waiting.connection());
    }
    CompletionStage<Void> left =
        open.map(connection -> connection.leave(settings.topics().death(), death()))
            .orElse(CompletableFuture.completedFuture(null));
    end();
    return left;
  }

  @Override
  public void ended(String why) {
    if (!(phase instanceof Ended)) {
      connectionProblems.accept("Sparkplug connection: " + why);
      end();
    }
  }

  private void end() {
    if (phase instanceof Ended) {
      return;
    }
    phase = new Ended();
    unproved.forEach(state.history()::add);
    unproved.clear();
    onEnd.run();
  }
}
