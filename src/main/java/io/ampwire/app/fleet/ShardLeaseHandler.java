package io.ampwire.app.fleet;

import io.ampwire.app.config.Setup;
import io.ampwire.app.monitoring.ChargerLog;
import io.ampwire.app.monitoring.Metrics;
import io.ampwire.app.sparkplug.SparkplugNodes;
import io.ampwire.app.state.BridgeState;
import io.ampwire.charger.BaselineJournal;
import io.ampwire.charger.LanePorts;
import io.ampwire.control.IntentJournal;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.fleet.Fleet;
import io.ampwire.fleet.Ownership;
import io.ampwire.fleet.ShardLease;
import io.ampwire.homeassistant.Discovery;
import io.ampwire.map.ChargerId;
import io.ampwire.mqtt.ClusterStatus;
import io.ampwire.session.SessionTracker;
import io.ampwire.telemetry.FanOutSink;
import io.ampwire.telemetry.Outbox;
import io.ampwire.telemetry.RecentHistory;
import io.ampwire.telemetry.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Handler of shard leases: starts and stops the lanes of a shard's chargers, and decides which
 * member publishes for the whole bridge.
 */
@ApplicationScoped
public class ShardLeaseHandler implements Ownership.Listener {
  private static final Logger LOG = Logger.getLogger(ShardLeaseHandler.class);
  private static final int SPEAKERS_SHARD = 0;

  /** Grace period for in-flight requests when a charger is handed over, ns. */
  private static final long PATIENCE = 1_000_000_000L;

  private final Ownership ownership;
  private final Outbox outbox;
  private final Telemetry telemetry;
  private final RecentHistory history;
  private final SessionTracker sessions;
  private final ChargerLog log;
  private final FanOutSink sink;
  private final Metrics metrics;
  private final BridgeState memory;
  private final GroupWarnings feeders;
  private final ClusterStatus status;
  private final Discovery discovery;
  private final SparkplugNodes sparkplug;
  private Fleet fleet;
  private Runnable speaking = () -> {};
  private volatile boolean speaks;

  ShardLeaseHandler(
      Setup setup,
      Outbox outbox,
      Telemetry telemetry,
      RecentHistory history,
      SessionTracker sessions,
      ChargerLog log,
      FanOutSink sink,
      Metrics metrics,
      BridgeState memory,
      GroupWarnings feeders,
      ClusterStatus status,
      Discovery discovery,
      SparkplugNodes sparkplug) {
    this.ownership = setup.ownership();
    this.outbox = outbox;
    this.telemetry = telemetry;
    this.history = history;
    this.sessions = sessions;
    this.log = log;
    this.sink = sink;
    this.metrics = metrics;
    this.memory = memory;
    this.feeders = feeders;
    this.status = status;
    this.discovery = discovery;
    this.sparkplug = sparkplug;
  }

  /**
   * Begins to acquire shards for the fleet.
   *
   * @param speaker run when this member becomes the one that publishes for the bridge
   */
  public void begin(Fleet theirs, Runnable speaker) {
    fleet = theirs;
    speaking = speaker;
    sparkplug.begin(theirs);
    ownership.start(this);
  }

  /** Releases every shard; completes when other members may acquire them. */
  public CompletionStage<Void> end() {
    return ownership.stop();
  }

  /** The problem that keeps this member from taking part, if any. */
  public Optional<String> trouble() {
    return ownership.trouble();
  }

  /** Whether this member shares the installation and has no charger now. */
  public boolean standsBy() {
    return ownership.member().isPresent() && fleet.chargers().isEmpty();
  }

  /** Whether this member publishes the status and info documents of the bridge. */
  public boolean speaks() {
    return speaks;
  }

  @Override
  public void acquired(ShardLease tenure) {
    shared("acquired shard %d, epoch %s", tenure.shard(), tenure.epoch());
    sparkplug.acquired(tenure.shard());
    fleet.own(tenure);
    if (tenure.shard() == SPEAKERS_SHARD) {
      speaks = true;
      discovery.speak();
      ownership.member().ifPresent(member -> status.keep());
      speaking.run();
    }
  }

  @Override
  public CompletionStage<Void> lost(int shard, boolean orderly) {
    shared(orderly ? "handing over shard %d" : "lost shard %d", shard);
    if (shard == SPEAKERS_SHARD) {
      speaks = false;
      telemetry.uninformed();
      discovery.fallSilent();
      status.leave();
    }
    sparkplug.lost(shard);
    return fleet.disown(shard, orderly ? PATIENCE : 0);
  }

  /** The ports of a lane that starts under this lease. */
  public LanePorts lane(ChargerEntry charger, ShardLease tenure) {
    telemetry.tenure(charger.id(), tenure.epoch());
    sparkplug.assign(charger.id(), tenure.shard());
    telemetry.policy(charger.id(), charger.publish(), charger.poll());
    sessions.begin(charger.id(), charger.poll(), tenure.epoch().isPresent());
    // Another member may have received newer commands, so the intent stored here may be stale.
    IntentJournal intents = tenure.epoch().isPresent() ? IntentJournal.NONE : memory.intents();
    BaselineJournal baselines =
        tenure.epoch().isPresent() ? BaselineJournal.NONE : memory.baselines();
    return new LanePorts(
        outbox, sink, metrics, intents, baselines, memory.audit(), feeders.ledger());
  }

  /** Another member has the charger and publishes its documents from now on. */
  public void handed(ChargerId charger) {
    log.removed(charger);
    history.removed(charger);
    sessions.removed(charger);
    telemetry.handed(charger);
    discovery.handed(charger);
    sparkplug.removed(charger);
  }

  /** Whether a command to this charger has no owner because this member just lost the charger. */
  public boolean justLost(ChargerId charger) {
    OptionalInt shard = fleet.shard(charger);
    return shard.isPresent() && ownership.justLost(shard.getAsInt());
  }

  private void shared(String what, Object... about) {
    if (ownership.member().isPresent()) {
      LOG.infof(what, about);
    }
  }
}
