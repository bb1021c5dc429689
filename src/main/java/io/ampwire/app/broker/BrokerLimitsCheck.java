package io.ampwire.app.broker;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.command.Permissions;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.fleet.Inventory;
import io.ampwire.format.JsonDocuments;
import io.ampwire.map.ControlMode;
import io.ampwire.map.RegisterMap;
import io.ampwire.mqtt.BrokerProfile;
import io.ampwire.mqtt.BrokerSettings;
import io.ampwire.mqtt.Topics;
import io.ampwire.telemetry.BridgeInfo;
import io.ampwire.telemetry.Document;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.TrustBook;
import io.ampwire.trust.WordOrderVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Check at start that everything the bridge publishes is within the limits of its broker. */
public record BrokerLimitsCheck(
    BrokerProfile profile, String clientId, String base, Topics topics) {
  /** Bytes reserved for document fields that are unknown at start: identity and word order. */
  private static final int TO_COME = 4096;

  private static final String BOOT = "aaaaaa";

  public static BrokerLimitsCheck of(BrokerSettings broker, AmpwireConfig config) {
    return new BrokerLimitsCheck(
        broker.profile(),
        broker.clientId(),
        config.baseTopic(),
        new Topics(
            config.baseTopic(),
            config.bridgeId(),
            Optional.empty(),
            Optional.empty(),
            config.command().controllerTopics()));
  }

  /** Everything that exceeds a limit, with the key to change. */
  public List<String> faults(Optional<Inventory> inventory, TrustBook trust) {
    List<String> faults = new ArrayList<>();
    int levels = levels(topics.longest());
    if (levels > profile.levels()) {
      int own = levels - levels(base);
      faults.add(
          "ampwire.base-topic: '%s' has %d levels and the bridge adds %d; %s takes %d in a topic, so use at most %d"
              .formatted(
                  base,
                  levels(base),
                  own,
                  profile.label(),
                  profile.levels(),
                  profile.levels() - own));
    }
    int bytes = bytes(topics.longest());
    if (bytes > profile.topicBytes()) {
      faults.add(
          "ampwire.base-topic: with it a topic may take %d bytes, and %s takes %d: make it at least %d shorter"
              .formatted(
                  bytes, profile.label(), profile.topicBytes(), bytes - profile.topicBytes()));
    }
    if (bytes(clientId) > profile.clientIdBytes()) {
      faults.add(
          "ampwire.mqtt.client-id: has %d bytes, and %s takes %d"
              .formatted(bytes(clientId), profile.label(), profile.clientIdBytes()));
    }
    if (profile.messageBytes() < Integer.MAX_VALUE) {
      inventory.ifPresent(chargers -> documents(chargers, new JsonDocuments(BOOT, trust), faults));
    }
    inventory.ifPresent(chargers -> rate(chargers, faults));
    return faults;
  }

  private void documents(Inventory inventory, JsonDocuments documents, List<String> faults) {
    List<RegisterMap> maps =
        inventory.chargers().stream().map(ChargerEntry::map).distinct().toList();
    for (RegisterMap map : maps) {
      ChargerEntry charger =
          inventory.chargers().stream().filter(c -> c.map().equals(map)).findFirst().orElseThrow();
      large(
          "meta document of " + charger.id(),
          documents.encode(new Document.Meta(charger.id(), meta(map))).length,
          faults);
    }
    List<String> ids = inventory.chargers().stream().map(c -> c.id().value()).toList();
    BridgeInfo info = new BridgeInfo("", BOOT, 0, true, inventory.digest(), ids, maps);
    large("info document", documents.encode(new Document.Info(info)).length, faults);
  }

  /** The broker would never deliver all messages of a rate above its own. */
  private void rate(Inventory inventory, List<String> faults) {
    double perSecond =
        inventory.chargers().stream().mapToDouble(BrokerLimitsCheck::perSecond).sum();
    if (profile.perSecond().isPresent() && perSecond > profile.perSecond().getAsInt()) {
      faults.add(
          "ampwire.inventory: the chargers may make %.0f messages a second, and %s takes %d: set publish.every, a longer poll, or divide them over several bridges"
              .formatted(perSecond, profile.label(), profile.perSecond().getAsInt()));
    }
  }

  /** Messages per second; 0 with a deadband, since the rate is then unknown beforehand. */
  private static double perSecond(ChargerEntry charger) {
    if (!charger.publish().deadband().isEmpty()) {
      return 0;
    }
    long spacing = Math.max(charger.poll().toMillis(), charger.publish().every().toMillis());
    int topics = charger.publish().points() ? 1 + charger.map().points().size() : 1;
    return topics * 1000.0 / spacing;
  }

  private void large(String what, int bytes, List<String> faults) {
    if (bytes + TO_COME > profile.messageBytes()) {
      faults.add(
          "ampwire.inventory: the %s may take %d bytes, and %s takes %d: divide the chargers over several bridges, or shorten their map"
              .formatted(what, bytes + TO_COME, profile.label(), profile.messageBytes()));
    }
  }

  private static ChargerMeta meta(RegisterMap map) {
    return new ChargerMeta(
        map,
        DeviceIdentity.UNKNOWN,
        new WordOrderVerdict(
            WordOrderVerdict.State.PROVING,
            Optional.empty(),
            new WordOrderVerdict.Integers(Optional.empty(), false),
            ""),
        new Permissions(
            ControlMode.NONE, OptionalLong.empty(), Duration.ZERO, Set.of(), false, false),
        Set.of());
  }

  private static int levels(String topic) {
    return topic.split("/", -1).length;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
