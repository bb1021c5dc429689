package io.ampwire.homeassistant;

import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Permissions;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.SetPointRule;
import io.ampwire.map.WriteRule;
import io.ampwire.telemetry.Telemetry;
import io.ampwire.trust.DeviceIdentity;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * MQTT discovery for Home Assistant: announces each charger once its identity is known, announces
 * it again when its identity, description or permissions change, and clears the announcement when
 * it leaves.
 */
public final class Discovery implements TelemetrySink {
  private static final long SOONEST = 1_000_000_000L;
  private static final long LATEST = 10_000_000_000L;

  /** A, above which no register is a limit. */
  private static final double LARGEST = 10_000;

  private final Telemetry telemetry;
  private final DeviceFactory devices;
  private final DiscoveryPublisher announcer;
  private final AnnouncedTopics announced;
  private final Settings settings;
  private final Scheduler scheduler;
  private final RandomGenerator random;
  private final Map<ChargerId, Known> chargers = new ConcurrentHashMap<>();
  private List<LimitedGroup> groups = List.of();
  private boolean speaking;
  private boolean repeating;

  /**
   * Discovery settings.
   *
   * @param enabled whether anything is announced; if not, start clears what an earlier run
   *     announced
   * @param prefix first levels of all discovery topics
   */
  public record Settings(boolean enabled, String prefix, BridgeDescription bridge) {}

  /** All data from which a charger's device is built. */
  private record Basis(
      RegisterMap map,
      DeviceIdentity identity,
      Permissions permissions,
      Set<String> unsupported,
      ChargerDescription description,
      Optional<Decimal> resume) {}

  /** State of one charger's announcement. */
  private static final class Known {
    private ChargerMeta meta;
    private volatile Optional<Decimal> limit = Optional.empty();
    private Optional<Decimal> resume = Optional.empty();
  }

  public Discovery(
      Telemetry telemetry,
      ReferencedTopics topics,
      AnnouncedTopics announced,
      Settings settings,
      Scheduler scheduler,
      RandomGenerator random) {
    this.telemetry = telemetry;
    this.devices = new DeviceFactory(settings.bridge(), topics);
    this.announcer =
        new DiscoveryPublisher(
            telemetry, new DiscoveryMessages(settings.prefix(), settings.bridge()), announced);
    this.announced = announced;
    this.settings = settings;
    this.scheduler = scheduler;
    this.random = random;
  }

  /** Clears what an earlier run announced beyond these chargers and the bridge. */
  public synchronized void start(Collection<ChargerId> inForce) {
    Set<String> keys = new HashSet<>();
    if (settings.enabled()) {
      keys.add(devices.key());
      inForce.forEach(charger -> keys.add(devices.key(charger)));
      groups.forEach(group -> keys.add(devices.key(group)));
    }
    announcer.keepOnly(keys);
  }

  /** Sets the groups that share their limits, and withdraws those that are gone. */
  public synchronized void groups(List<LimitedGroup> inForce) {
    if (!settings.enabled()) {
      return;
    }
    Set<String> names = inForce.stream().map(LimitedGroup::name).collect(Collectors.toSet());
    List<LimitedGroup> gone = groups.stream().filter(g -> !names.contains(g.name())).toList();
    groups = List.copyOf(inForce);
    if (speaking) {
      gone.forEach(group -> announcer.withdraw(devices.key(group)));
      announceGroups();
    }
  }

  private void announceGroups() {
    groups.forEach(
        group -> announcer.announce(devices.key(group), group, () -> devices.group(group)));
  }

  /** This process announces the bridge and its groups from now on. */
  public synchronized void speak() {
    if (settings.enabled()) {
      speaking = true;
      announcer.announce(devices.key(), settings, devices::bridge);
      announceGroups();
    }
  }

  /** Another process of this bridge announces the bridge and its groups from now on. */
  public synchronized void fallSilent() {
    speaking = false;
    announcer.leave(devices.key());
    groups.forEach(group -> announcer.leave(devices.key(group)));
  }

  /** Another process of this bridge has the charger, and announces it. */
  public synchronized void handed(ChargerId charger) {
    chargers.remove(charger);
    announcer.leave(devices.key(charger));
  }

  /** Withdraws a charger that left the inventory. */
  public synchronized void removed(ChargerId charger) {
    chargers.remove(charger);
    announcer.withdraw(devices.key(charger));
  }

  /** Home Assistant started and may have forgotten all: tells it everything again, a bit later. */
  public synchronized void homeAssistantStarted() {
    if (settings.enabled() && !repeating) {
      repeating = true;
      scheduler.after(random.nextLong(SOONEST, LATEST), this::again);
    }
  }

  private void again() {
    synchronized (this) {
      repeating = false;
    }
    telemetry.repeat();
  }

  @Override
  public void meta(ChargerId charger, ChargerMeta meta) {
    if (settings.enabled()) {
      learn(charger, meta);
    }
  }

  private synchronized void learn(ChargerId charger, ChargerMeta meta) {
    Known known = chargers.computeIfAbsent(charger, c -> new Known());
    if (known.meta == null) {
      known.resume = announced.limit(devices.key(charger));
    }
    known.meta = meta;
    announce(charger, meta, known.resume);
  }

  private void announce(ChargerId charger, ChargerMeta meta, Optional<Decimal> resume) {
    Basis basis =
        new Basis(
            meta.map(),
            meta.identity(),
            meta.permissions(),
            meta.unsupported(),
            meta.description(),
            resume);
    announcer.announce(devices.key(charger), basis, () -> devices.charger(charger, meta, resume));
  }

  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    Known known = chargers.get(charger);
    if (known != null) {
      Optional<Decimal> limit = limitOf(snapshot);
      if (limit.isPresent() && !limit.equals(known.limit)) {
        remember(charger, known, limit);
      }
    }
  }

  /** What control holds; without control, what the charger's own register says. */
  private static Optional<Decimal> limitOf(ChargerSnapshot snapshot) {
    Optional<Decimal> held = snapshot.control().limit();
    Point point = snapshot.map().setPointPoint().orElse(null);
    if (held.isPresent() || point == null) {
      return held;
    }
    double own = snapshot.reading(point.name()).number();
    return own > 0 && own < LARGEST
        ? Optional.of(point.decimal(own)).filter(read -> isStep(point, read))
        : Optional.empty();
  }

  private static boolean isStep(Point point, Decimal read) {
    return read.isMultipleOf(point.write().flatMap(WriteRule::step).orElse(Decimal.of(1)));
  }

  /** A pause ends with the limit that was in force before it. */
  private synchronized void remember(ChargerId charger, Known known, Optional<Decimal> limit) {
    Optional<Decimal> before = known.limit;
    known.limit = limit;
    SetPointRule rule = known.meta.map().setPoint().orElse(null);
    if (rule == null || limit.filter(rule::pauses).isEmpty() || before.isEmpty()) {
      return;
    }
    if (rule.pauses(before.get())) {
      return;
    }
    known.resume = before;
    announced.limit(devices.key(charger), before.get());
    announce(charger, known.meta, known.resume);
  }
}
