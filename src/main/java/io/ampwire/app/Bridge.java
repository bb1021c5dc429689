package io.ampwire.app;

import io.ampwire.app.broker.BrokerProblemReporter;
import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.app.config.HostClock;
import io.ampwire.app.config.Setup;
import io.ampwire.app.fleet.GroupLimitSetup;
import io.ampwire.app.fleet.GroupWarnings;
import io.ampwire.app.fleet.ShardLeaseHandler;
import io.ampwire.app.monitoring.ChargerLog;
import io.ampwire.app.monitoring.Metrics;
import io.ampwire.app.sparkplug.SparkplugNodes;
import io.ampwire.app.state.BridgeState;
import io.ampwire.app.state.JournalSetup;
import io.ampwire.app.state.SessionSetup;
import io.ampwire.fleet.Fleet;
import io.ampwire.fleet.Inventory;
import io.ampwire.format.MapLibrary;
import io.ampwire.homeassistant.Discovery;
import io.ampwire.link.ConnectLimit;
import io.ampwire.link.ConnectRateLimiter;
import io.ampwire.link.LimitedDialer;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.RateLimitedDialer;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.modbus.EventLoops;
import io.ampwire.modbus.VertxDialer;
import io.ampwire.modbus.VertxScheduler;
import io.ampwire.session.SessionTracker;
import io.ampwire.telemetry.BridgeInfo;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.Outbox;
import io.ampwire.telemetry.RecentHistory;
import io.ampwire.telemetry.Telemetry;
import io.ampwire.trust.TrustBook;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Lifecycle of the bridge: starts the fleet when the whole configuration is valid, and stops all
 * parts in a safe order.
 */
@ApplicationScoped
public class Bridge {
  private static final Logger LOG = Logger.getLogger(Bridge.class);
  private static final int BEFORE_CHANNELS = 10;
  private static final int FIRST_TO_STOP = 1;
  private static final long STEP_MILLIS = 2_000;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final long CLOCK_LOOK = 5_000_000_000L;

  /** Time between the removal of a charger's entities and the clearing of its topics, ns. */
  private static final long CLEAR_DELAY = 2_000_000_000L;

  private final Setup setup;
  private final CoreProducers.Boot boot;
  private final Outbox outbox;
  private final Telemetry telemetry;
  private final RecentHistory history;
  private final ChargerLog log;
  private final Metrics metrics;
  private final BridgeState memory;
  private final GroupWarnings feeders;
  private final GroupLimitSetup limits;
  private final ShardLeaseHandler shardLeases;
  private final Scheduler clock;
  private final HostClock hostClock;
  private final JournalSetup journal;
  private final SessionSetup sessions;
  private final SessionTracker tracker;
  private final Vertx vertx;
  private final Discovery discovery;
  private final BrokerProblemReporter brokerProblems;
  private final OptionalInt connectsPerSecond;
  private final SparkplugNodes sparkplug;
  private final String version;
  private final Set<ChargerId> leaving = ConcurrentHashMap.newKeySet();
  private Fleet fleet;
  private Inventory inForce;
  private boolean synced;
  private volatile boolean stopping;

  Bridge(
      Setup setup,
      CoreProducers.Boot boot,
      Outbox outbox,
      Telemetry telemetry,
      RecentHistory history,
      ChargerLog log,
      Metrics metrics,
      BridgeState memory,
      GroupWarnings feeders,
      GroupLimitSetup limits,
      ShardLeaseHandler shardLeases,
      Scheduler clock,
      HostClock hostClock,
      JournalSetup journal,
      SessionSetup sessions,
      SessionTracker tracker,
      Vertx vertx,
      Discovery discovery,
      BrokerProblemReporter brokerProblems,
      AmpwireConfig config,
      SparkplugNodes sparkplug,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.setup = setup;
    this.boot = boot;
    this.outbox = outbox;
    this.telemetry = telemetry;
    this.history = history;
    this.log = log;
    this.metrics = metrics;
    this.memory = memory;
    this.feeders = feeders;
    this.limits = limits;
    this.shardLeases = shardLeases;
    this.clock = clock;
    this.hostClock = hostClock;
    this.journal = journal;
    this.sessions = sessions;
    this.tracker = tracker;
    this.vertx = vertx;
    this.discovery = discovery;
    this.brokerProblems = brokerProblems;
    this.connectsPerSecond = config.modbus().connectsPerSecond();
    this.sparkplug = sparkplug;
    this.version = version;
  }

  void start(@Observes @Priority(BEFORE_CHANNELS) StartupEvent event) {
    fleet =
        new Fleet(
            loops(),
            feeders.ledger(),
            setup.ownership().shards(),
            new Fleet.Outside(
                shardLeases::lane, metrics, this::removed, shardLeases::handed, new Random()));
    limits.begin(fleet);
    journal.open(outbox);
    tracker.start();
    setup.evidence().problems().forEach(p -> LOG.warnf("evidence not used: %s", p));
    outbox.start();
    log.start();
    discovery.groups(GroupLimitSetup.announced(setup.inventory()));
    discovery.start(setup.inventory().chargers().stream().map(c -> c.id()).toList());
    apply(setup.inventory());
    shardLeases.begin(fleet, this::tellInfo);
    clock.after(CLOCK_LOOK, this::lookAtClock);
    int chargers = setup.inventory().chargers().size();
    LOG.infof(
        "polling %d %s, publishing to %s",
        chargers, chargers == 1 ? "charger" : "chargers", setup.broker());
  }

  /** Stops lifebits first and then publishes {@code offline}; each step has its own timeout. */
  void stop(@Observes @Priority(FIRST_TO_STOP) ShutdownEvent event) {
    stopping = true;
    List.copyOf(leaving).forEach(this::clear);
    if (fleet != null) {
      within("the shards", shardLeases.end());
      within("the chargers", fleet.stop());
      within("the session history", sessions.close());
      within("the state files", memory.close());
      within("the broker", outbox.farewell(new Document.BridgeStatus(false)));
      within("the outbox", outbox.close());
      within("the journal", journal.close());
      LOG.info("stopped: lifebits stopped, offline published, data flushed");
    }
  }

  /** Whether the process is shutting down. */
  public boolean stopping() {
    return stopping;
  }

  /** The inventory in force. */
  public synchronized Inventory inventory() {
    return inForce;
  }

  /** Puts an inventory in force and publishes it. */
  public synchronized void apply(Inventory inventory) {
    inventory.chargers().forEach(charger -> clear(charger.id()));
    fleet.apply(inventory);
    limits.apply(inventory);
    discovery.groups(GroupLimitSetup.announced(inventory));
    inForce = inventory;
    tellInfo();
  }

  public synchronized void tellInfo() {
    if (!shardLeases.speaks() || inForce == null) {
      return;
    }
    synced = clock.trustedMillis().isPresent();
    telemetry.info(
        new BridgeInfo(
            version,
            boot.name(),
            boot.startedMillis(),
            synced,
            inForce.digest(),
            inForce.chargers().stream().map(c -> c.id().value()).toList(),
            inForce.chargers().stream().map(c -> c.map()).distinct().toList(),
            brokerProblems.inUse()));
  }

  /** Publishes a change of the clock's state, because it decides whether commands have expired. */
  private synchronized void lookAtClock() {
    if (synced != clock.trustedMillis().isPresent()) {
      tellInfo();
    }
    clock.after(CLOCK_LOOK, this::lookAtClock);
  }

  private void removed(ChargerId charger) {
    log.removed(charger);
    history.removed(charger);
    tracker.removed(charger);
    discovery.removed(charger);
    sparkplug.removed(charger);
    memory.baselines().removed(charger);
    leaving.add(charger);
    clock.after(CLEAR_DELAY, () -> clear(charger));
  }

  /**
   * Clears the charger's retained topics. Home Assistant needs a moment to drop the entities; until
   * then an empty state is an error in its log.
   */
  private void clear(ChargerId charger) {
    if (leaving.remove(charger)) {
      telemetry.removed(charger);
    }
  }

  public Fleet fleet() {
    return fleet;
  }

  /** The evidence rung of each map. */
  public TrustBook trust() {
    return setup.evidence().book();
  }

  /** The available register maps. */
  public MapLibrary library() {
    return setup.library();
  }

  private List<Fleet.Loop> loops() {
    int count = Math.max(1, Runtime.getRuntime().availableProcessors());
    List<Context> contexts =
        EventLoops.take(vertx, count).toCompletionStage().toCompletableFuture().join();
    ConnectLimit limit = new ConnectLimit();
    Optional<ConnectRateLimiter> pace =
        connectsPerSecond.isPresent()
            ? Optional.of(new ConnectRateLimiter(connectsPerSecond.getAsInt()))
            : Optional.empty();
    return contexts.stream().map(context -> loop(context, limit, pace)).toList();
  }

  private Fleet.Loop loop(Context context, ConnectLimit limit, Optional<ConnectRateLimiter> pace) {
    boolean shared = setup.ownership().member().isPresent();
    VertxScheduler scheduler = new VertxScheduler(context, hostClock);
    ModbusDialer dialer =
        new LimitedDialer(
            new VertxDialer(vertx, context, CONNECT_TIMEOUT, shared), scheduler, limit);
    return new Fleet.Loop(
        scheduler,
        pace.<ModbusDialer>map(rate -> new RateLimitedDialer(dialer, scheduler, rate))
            .orElse(dialer));
  }

  private static void within(String what, CompletionStage<Void> step) {
    try {
      step.toCompletableFuture().get(STEP_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("shutdown did not wait for %s: %s", what, e.getClass().getSimpleName());
    }
  }
}
