package io.ampwire.app.fleet;

import io.ampwire.app.config.HostClock;
import io.ampwire.app.monitoring.GroupMetrics;
import io.ampwire.app.monitoring.Metrics;
import io.ampwire.app.state.LimitRecords;
import io.ampwire.charger.ChargerLane;
import io.ampwire.command.Ack;
import io.ampwire.command.Command;
import io.ampwire.fleet.Fleet;
import io.ampwire.fleet.Group;
import io.ampwire.fleet.Inventory;
import io.ampwire.format.CommandParser;
import io.ampwire.format.GroupJson;
import io.ampwire.format.MeterReader;
import io.ampwire.group.GroupLimits;
import io.ampwire.group.GroupListener;
import io.ampwire.group.GroupState;
import io.ampwire.group.LimitCommand;
import io.ampwire.group.LimitSettings;
import io.ampwire.group.PhaseAmps;
import io.ampwire.homeassistant.LimitedGroup;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.modbus.EventLoops;
import io.ampwire.modbus.VertxScheduler;
import io.ampwire.mqtt.BrokerEvents;
import io.ampwire.mqtt.BrokerSession;
import io.ampwire.mqtt.Topics;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.Outbox;
import io.ampwire.telemetry.TopicKind;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Groups that share their limits: connects their limiter with the lanes, the broker and the record.
 * The limiter has an event loop of its own, so that neither telemetry nor commands delay it.
 */
@ApplicationScoped
public class GroupLimitSetup implements GroupListener {
  private static final Logger LOG = Logger.getLogger(GroupLimitSetup.class);

  private final Outbox outbox;
  private final Metrics metrics;
  private final GroupMetrics gauges;
  private final LimitRecords records;
  private final Topics topics;
  private final Instance<BrokerSession> session;
  private final Scheduler scheduler;
  private final GroupLimits limits;
  private final Map<String, GroupState> states = new ConcurrentHashMap<>();
  private volatile List<LimitSettings> groups = List.of();
  private volatile Optional<Fleet> fleet = Optional.empty();

  GroupLimitSetup(
      Outbox outbox,
      Metrics metrics,
      GroupMetrics gauges,
      LimitRecords records,
      Topics topics,
      Instance<BrokerSession> session,
      Vertx vertx,
      HostClock clock) {
    this.outbox = outbox;
    this.metrics = metrics;
    this.gauges = gauges;
    this.records = records;
    this.topics = topics;
    this.session = session;
    Context loop =
        EventLoops.take(vertx, 1).toCompletionStage().toCompletableFuture().join().get(0);
    this.scheduler = new VertxScheduler(loop, clock);
    this.limits = new GroupLimits(scheduler, this);
  }

  /** The limits that the lanes keep. */
  public GroupLimits limits() {
    return limits;
  }

  /** Sets the fleet whose lanes enforce the caps. */
  public void begin(Fleet theirs) {
    fleet = Optional.of(theirs);
  }

  /** Follows an inventory: what the bridge hears, and the topics of groups that are gone. */
  public void apply(Inventory inventory) {
    List<LimitSettings> before = groups;
    groups = inventory.groups().stream().map(Group::limits).flatMap(Optional::stream).toList();
    Set<String> names = groups.stream().map(LimitSettings::name).collect(Collectors.toSet());
    for (LimitSettings group : groups) {
      boolean known = before.stream().anyMatch(b -> b.name().equals(group.name()));
      if (!known && records.commanded(group.name())) {
        LOG.warnf(
            "group=%s event=limit_unknown; a limit was in force when the last process ended, so the"
                + " safe current holds until a command comes",
            group.name());
        limits.unknownLimit(group.name());
      }
    }
    before.stream()
        .map(LimitSettings::name)
        .filter(n -> !names.contains(n))
        .forEach(gauges::remove);
    names.forEach(name -> gauges.add(name, () -> state(name)));
    states.keySet().stream().filter(name -> !names.contains(name)).forEach(this::clear);
    states.keySet().retainAll(names);
    Set<String> heard = new HashSet<>();
    if (!groups.isEmpty()) {
      heard.add(topics.limits());
    }
    groups.forEach(group -> group.meter().ifPresent(meter -> heard.add(meter.topic())));
    session.get().alsoHear(heard);
  }

  /** The groups that Home Assistant shows. */
  public static List<LimitedGroup> announced(Inventory inventory) {
    return inventory.groups().stream()
        .flatMap(group -> group.limits().stream())
        .map(g -> new LimitedGroup(g.name(), g.maxCurrent(), g.meter().isPresent()))
        .toList();
  }

  private void clear(String group) {
    outbox.offer(new Document.GroupMessage(group, TopicKind.GROUP_STATE, Optional.empty()));
  }

  /** Takes a command of the broker; returns whether the group exists. */
  public boolean command(String group, BrokerEvents.CommandMessage message) {
    if (groups.stream().noneMatch(known -> known.name().equals(group))) {
      return false;
    }
    LimitCommand asked =
        CommandParser.parseLimit(
            message.payload(), message.retained(), scheduler.nanos(), scheduler.wallMillis());
    Command.Delivery delivery =
        new Command.Delivery(message.properties().expiry(), Optional.empty());
    limits.command(group, asked.delivered(delivery));
    return true;
  }

  /** Takes a message of a meter; returns whether a group listens to the topic. */
  public boolean metered(String topic, byte[] payload) {
    boolean known = false;
    for (LimitSettings group : groups) {
      LimitSettings.Meter meter = group.meter().filter(m -> m.topic().equals(topic)).orElse(null);
      if (meter != null) {
        known = true;
        Optional<PhaseAmps> load = MeterReader.read(meter, payload);
        load.ifPresentOrElse(
            amps -> limits.metered(group.name(), amps, metrics::ignoredMessage),
            metrics::ignoredMessage);
      }
    }
    return known;
  }

  /** Publishes every state again, for a broker that lost it. */
  public void repeat() {
    limits.repeat();
  }

  /** The last state of a group; empty before its first. */
  public Optional<GroupState> state(String group) {
    return Optional.ofNullable(states.get(group));
  }

  /** Names of the groups that share their limits, by the inventory in force. */
  public List<String> names() {
    return groups.stream().map(LimitSettings::name).toList();
  }

  @Override
  public boolean owns(ChargerId charger) {
    return fleet.flatMap(all -> all.lane(charger)).isPresent();
  }

  @Override
  public void capChanged(ChargerId charger) {
    fleet.flatMap(all -> all.lane(charger)).ifPresent(ChargerLane::capChanged);
  }

  @Override
  public void state(String group, GroupState state) {
    states.put(group, state);
    outbox.offer(
        new Document.GroupMessage(
            group, TopicKind.GROUP_STATE, Optional.of(GroupJson.state(state))));
  }

  @Override
  public void answer(String group, LimitCommand command, Ack answer) {
    metrics.command(answer.outcome().label());
    outbox.offer(
        new Document.GroupMessage(
            group, TopicKind.GROUP_ACK, Optional.of(GroupJson.answer(command, answer))));
  }

  @Override
  public void recorded(String group, long ts, String kind, Map<String, Object> details) {
    records.append(group, ts, GroupJson.line(ts, kind, details));
    if (kind.equals("limit")) {
      LOG.infof("group=%s event=limit %s", group, details);
    }
  }
}
