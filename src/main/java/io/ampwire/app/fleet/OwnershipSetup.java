package io.ampwire.app.fleet;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.fleet.Inventory;
import io.ampwire.fleet.Ownership;
import io.ampwire.map.ControlMode;
import io.ampwire.map.RegisterMap;
import io.ampwire.modbus.SteadyClock;
import io.ampwire.ownership.ApiServer;
import io.ampwire.ownership.KubernetesOwnership;
import io.ampwire.ownership.LeaseTimes;
import io.ampwire.ownership.MemberIdentity;
import io.ampwire.ownership.OwnershipConfig;
import io.ampwire.ownership.OwnershipConfig.Mode;
import io.ampwire.ownership.OwnershipConfig.Preset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Validated settings of charger ownership, with every fault found. */
public final class OwnershipSetup {
  private static final String KEY = "ampwire.ownership.";
  private static final int MOST_SHARDS = 64;

  /** Member name: a topic level and part of a lease's name; cmd, ack, point are reserved. */
  private static final Pattern MEMBER =
      Pattern.compile("(?!(cmd|ack|point)$)[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  private static final Pattern BRIDGE = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private final AmpwireConfig config;
  private final OwnershipConfig keys;
  private final String run;
  private final List<String> wrong;

  /**
   * @param run name of this run of the process
   */
  public OwnershipSetup(AmpwireConfig config, String run, List<String> wrong) {
    this.config = config;
    this.keys = config.ownership();
    this.run = run;
    this.wrong = wrong;
  }

  /** The ownership; every fault is added to the list given to the constructor. */
  public Ownership ownership() {
    if (keys.mode() != Mode.NONE && (keys.shards() < 1 || keys.shards() > MOST_SHARDS)) {
      wrong.add(KEY + "shards: must be 1 to " + MOST_SHARDS + ", not " + keys.shards());
      return Ownership.sole();
    }
    return switch (keys.mode()) {
      case NONE -> Ownership.sole();
      case STATIC -> share();
      case KUBERNETES -> leases();
    };
  }

  private Ownership share() {
    int shard = keys.shard().orElse(-1);
    if (shard < 0 || shard >= keys.shards()) {
      wrong.add(
          KEY
              + "shard: must be the shard of this bridge, 0 to "
              + (keys.shards() - 1)
              + "; each member needs a different one");
    }
    return Ownership.fixed(shard, keys.shards(), member("shard-" + shard));
  }

  private Ownership leases() {
    if (!BRIDGE.matcher(config.bridgeId()).matches()) {
      wrong.add("ampwire.bridge-id: is part of lease names and must not contain an underscore");
    }
    if (keys.member().isEmpty()) {
      wrong.add(KEY + "member: must be set to a name that no other member uses");
    }
    String member = member("");
    Optional<ApiServer> server = ApiServer.find(keys.namespace());
    if (server.isEmpty()) {
      wrong.add(KEY + "namespace: must be set, because it cannot be detected here");
      return Ownership.sole();
    }
    return new KubernetesOwnership(
        new KubernetesOwnership.Settings(
            config.bridgeId(),
            new MemberIdentity(member, run),
            keys.shards(),
            times(),
            keys.joinDelay(),
            keys.takeoverWatch(),
            server.get(),
            keys.podUid().orElse("")),
        SteadyClock::nanos,
        System::currentTimeMillis);
  }

  private LeaseTimes times() {
    return keys.lease() == Preset.FAST ? LeaseTimes.FAST : LeaseTimes.DEFAULT;
  }

  /**
   * Checks that lease times and request timeouts fit together. If a request may take longer than a
   * renewal allows writing, the bridge could never send it. A charger whose fail-safe delay is
   * shorter than a takeover only causes a warning, since it falls back at each takeover in any
   * case.
   *
   * @param warnings receives non-fatal findings
   */
  public void check(Inventory inventory, Consumer<String> warnings) {
    if (keys.mode() != Mode.KUBERNETES) {
      return;
    }
    for (ChargerEntry charger : inventory.chargers()) {
      if (!times().leavesRoomFor(charger.timeout())) {
        wrong.add(
            "chargers."
                + charger.id()
                + ".timeout: "
                + charger.timeout().toMillis()
                + " ms and the spacing of renewals do not fit into the "
                + times().deadline().toSeconds()
                + " s for which a renewal allows writing; shorten it, or set "
                + KEY
                + "lease=default");
      }
    }
    inventory.chargers().stream()
        .filter(charger -> charger.permissions().mode() != ControlMode.NONE)
        .map(ChargerEntry::map)
        .distinct()
        .forEach(map -> map.failSafe().timeout().ifPresent(t -> watchdog(map, t, warnings)));
  }

  private void watchdog(RegisterMap map, Duration patience, Consumer<String> warnings) {
    if (times().longestGap().compareTo(patience) > 0) {
      warnings.accept(
          "map "
              + map.id()
              + ": its chargers fall back after "
              + patience.toSeconds()
              + " s, and a takeover may take "
              + times().longestGap().toSeconds()
              + " s");
    }
  }

  private String member(String unlessSet) {
    String member = keys.member().orElse(unlessSet);
    if (keys.member().isPresent() && !MEMBER.matcher(member).matches()) {
      wrong.add(
          KEY
              + "member: must be lower-case letters, digits, dots and dashes, at most 63, and not"
              + " cmd, ack or point; not '"
              + member
              + "'");
    }
    return member;
  }
}
