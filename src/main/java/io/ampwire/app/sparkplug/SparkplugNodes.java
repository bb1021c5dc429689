package io.ampwire.app.sparkplug;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.app.config.HostClock;
import io.ampwire.app.config.Setup;
import io.ampwire.app.monitoring.LogDeduplicator;
import io.ampwire.charger.ChargerLane;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.command.Command;
import io.ampwire.fleet.Fleet;
import io.ampwire.format.HostStateText;
import io.ampwire.journal.CounterFile;
import io.ampwire.journal.DataFolder;
import io.ampwire.map.ChargerId;
import io.ampwire.modbus.VertxScheduler;
import io.ampwire.mqtt.BrokerSettings;
import io.ampwire.mqtt.ConnectionFactory;
import io.ampwire.sparkplug.EdgeNode;
import io.ampwire.sparkplug.EdgeNodePorts;
import io.ampwire.sparkplug.HostState;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sparkplug edge nodes of this process, one for each shard that it owns. A single bridge has one. A
 * sequence number belongs to one connection, so the chargers of a shard move together.
 */
@ApplicationScoped
public class SparkplugNodes implements TelemetrySink {
  private static final Logger LOG = Logger.getLogger(SparkplugNodes.class);
  private static final int AFTER_THE_CHARGERS = 2;
  private static final long PATIENCE_MILLIS = 1_000;
  private static final long BD_SEQ_RANGE = 256;

  private final SparkplugSetup setup;
  private final BrokerSettings broker;
  private final boolean shared;
  private final Vertx vertx;
  private final HostClock hostClock;
  private final DataFolder data;
  private final String version;
  private final LogDeduplicator repeats = new LogDeduplicator();
  private final Map<Integer, EdgeNode> nodes = new ConcurrentHashMap<>();
  private final Map<ChargerId, EdgeNode> byCharger = new ConcurrentHashMap<>();
  private final Optional<Context> loop;
  private volatile Optional<Fleet> fleet = Optional.empty();

  SparkplugNodes(
      AmpwireConfig config,
      Setup setup,
      Vertx vertx,
      HostClock hostClock,
      DataFolder data,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.setup = new SparkplugSetup(config);
    this.broker = setup.broker();
    this.shared = setup.ownership().member().isPresent();
    this.vertx = vertx;
    this.hostClock = hostClock;
    this.data = data;
    this.version = version;
    this.loop = this.setup.enabled() ? Optional.of(vertx.getOrCreateContext()) : Optional.empty();
  }

  /** Whether the bridge is a Sparkplug edge node. */
  public boolean enabled() {
    return setup.enabled();
  }

  /** Sends commands to the chargers of this fleet from now on. */
  public void begin(Fleet theirs) {
    fleet = Optional.of(theirs);
  }

  /** Starts the edge node of an acquired shard. */
  public void acquired(int shard) {
    if (setup.enabled()) {
      EdgeNode node = node(shared ? Optional.of(shard) : Optional.empty());
      nodes.put(shard, node);
      node.start();
    }
  }

  /** Ends the edge node of a lost shard. */
  public void lost(int shard) {
    Optional.ofNullable(nodes.remove(shard)).ifPresent(EdgeNode::stop);
  }

  /** The charger's lane starts under the lease of this shard. */
  public void assign(ChargerId charger, int shard) {
    Optional.ofNullable(nodes.get(shard)).ifPresent(node -> byCharger.put(charger, node));
  }

  /** The charger left the inventory or moved to another bridge. */
  public void removed(ChargerId charger) {
    Optional.ofNullable(byCharger.remove(charger)).ifPresent(node -> node.removed(charger));
  }

  /** Publishes the death certificates when the chargers have stopped. */
  void stop(@Observes @Priority(AFTER_THE_CHARGERS) ShutdownEvent event) {
    CompletableFuture<?>[] leaving =
        nodes.values().stream()
            .map(node -> node.stop().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(leaving).orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).join();
    } catch (CompletionException late) {
      LOG.warn("shutdown did not wait for the Sparkplug death certificate");
    }
  }

  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    of(charger, node -> node.state(charger, snapshot));
  }

  @Override
  public void availability(ChargerId charger, boolean online) {
    of(charger, node -> node.availability(charger, online));
  }

  @Override
  public void meta(ChargerId charger, ChargerMeta meta) {
    of(charger, node -> node.meta(charger, meta));
  }

  @Override
  public void ack(ChargerId charger, Ack ack) {
    of(charger, node -> node.ack(charger, ack));
  }

  private void of(ChargerId charger, Consumer<TelemetrySink> report) {
    Optional.ofNullable(byCharger.get(charger)).ifPresent(report);
  }

  private EdgeNode node(Optional<Integer> shard) {
    VertxScheduler scheduler = new VertxScheduler(loop.orElseThrow(), hostClock);
    CounterFile sequence =
        new CounterFile(
            data.path().resolve("sparkplug-" + shard.orElse(0)), BD_SEQ_RANGE, this::problem);
    return new EdgeNode(
        setup.node(shard, version),
        new EdgeNodePorts(
            scheduler,
            new EdgeNodeConnections(new ConnectionFactory(vertx, broker, setup.clientId(shard))),
            () -> vertx.executeBlocking(() -> (int) sequence.next()).toCompletionStage(),
            text ->
                HostStateText.read(text)
                    .map(said -> new HostState(said.online(), said.timestamp())),
            this::command,
            this::problem,
            new SecureRandom()));
  }

  private boolean command(ChargerId charger, Command command) {
    Optional<ChargerLane> lane = fleet.flatMap(all -> all.lane(charger));
    lane.ifPresent(owner -> owner.command(command));
    return lane.isPresent();
  }

  private void problem(String what) {
    repeats.say(what, what, System.nanoTime()).ifPresent(LOG::warn);
  }
}
