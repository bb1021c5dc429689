package io.ampwire.format;

import io.ampwire.fleet.ChargerEntry;
import io.ampwire.fleet.Group;
import io.ampwire.group.LimitSettings;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Point;
import io.ampwire.map.Range;
import io.ampwire.map.SetPointRule;
import io.ampwire.map.WriteRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reader of the groups of an inventory. */
final class GroupReader {
  private static final Duration STALE = Duration.ofSeconds(15);
  private static final Duration LONGEST_ROTATE = Duration.ofHours(24);
  private static final int MOST_WEIGHT = 100;
  private static final int LONGEST_TOPIC = 256;
  private static final int LONGEST_POINTER = 128;
  private static final double MOST_KILOWATTS = 50;
  private static final double MILLI = 0.001;

  /** Keys that only a group with {@code share} has. */
  private static final List<String> LIMIT_KEYS =
      List.of("safe-current", "floor-power", "floor-simultaneity", "rotate", "min-pause", "meter");

  /** How a group divides its limit. */
  private enum Share {
    NONE,
    EQUAL,
    WEIGHT
  }

  private final Map<String, ChargerEntry> chargers = new HashMap<>();
  private final Map<String, List<Integer>> phases;
  private final Map<String, Integer> lines;
  private final Map<ChargerId, String> shared = new HashMap<>();

  /**
   * @param lines line of each charger's id, also of those with other faults
   * @param phases feeder phases of each charger that names them
   */
  GroupReader(
      List<ChargerEntry> entries, Map<String, Integer> lines, Map<String, List<Integer>> phases) {
    entries.forEach(entry -> chargers.put(entry.id().value(), entry));
    this.lines = lines;
    this.phases = phases;
  }

  /** Reads {@code phases} of a charger: the feeder's phase of each of its own. */
  static List<Integer> phases(YamlNode node) {
    List<Integer> read = new ArrayList<>();
    for (YamlNode item : node.items()) {
      String text = Scalars.text(item, "");
      if (!text.matches("L[1-3]") || read.contains(text.charAt(1) - '1')) {
        item.fault("must be L1, L2 or L3, each once, not '" + text + "'");
      } else {
        read.add(text.charAt(1) - '1');
      }
    }
    if (node.present() && node.isSequence() && node.items().isEmpty()) {
      node.fault("needs the feeder's phase of each of the charger's own, such as [L2, L3, L1]");
    }
    return read;
  }

  Group group(String name, YamlNode node) {
    node.only(
        "max-current",
        "members",
        "share",
        "safe-current",
        "floor-power",
        "floor-simultaneity",
        "rotate",
        "min-pause",
        "meter");
    if (!ChargerId.isLegal(name)) {
      node.fault("not a group name: '" + name + "'");
    }
    int current = Scalars.integer(node.need("max-current"), 6, 6, 5000);
    Map<ChargerId, Integer> members = members(node.need("members"));
    List<ChargerId> ids = List.copyOf(members.keySet());
    Share share = Scalars.choice(node.at("share"), Share.values(), Share.NONE);
    if (share == Share.NONE) {
      LIMIT_KEYS.stream()
          .map(node::at)
          .filter(YamlNode::present)
          .forEach(key -> key.fault("needs share: equal or share: weight"));
      return new Group(name, current, ids);
    }
    return new Group(name, current, ids, Optional.of(limits(name, node, current, members, share)));
  }

  private Map<ChargerId, Integer> members(YamlNode list) {
    Map<ChargerId, Integer> members = new LinkedHashMap<>();
    if (list.present() && list.items().isEmpty()) {
      list.fault("needs at least one member");
    }
    for (YamlNode item : list.items()) {
      YamlNode named = item.isMapping() ? item.only("id", "weight").need("id") : item;
      int weight = item.isMapping() ? Scalars.integer(item.at("weight"), 1, 1, MOST_WEIGHT) : 1;
      String id = Scalars.text(named, "");
      if (!lines.containsKey(id)) {
        named.fault("there is no charger '" + id + "'");
      } else if (ChargerId.isLegal(id) && members.containsKey(new ChargerId(id))) {
        named.fault("'" + id + "' is a member already");
      } else if (ChargerId.isLegal(id)) {
        members.put(new ChargerId(id), weight);
      }
    }
    return members;
  }

  private LimitSettings limits(
      String name, YamlNode node, int current, Map<ChargerId, Integer> weights, Share share) {
    List<LimitSettings.Member> members = new ArrayList<>();
    weights.forEach(
        (id, weight) -> {
          String other = shared.putIfAbsent(id, name);
          if (other != null) {
            node.fault("'" + id + "' is in group '" + other + "', which shares its limit already");
          }
          Optional.ofNullable(chargers.get(id.value()))
              .flatMap(entry -> member(node, entry, share == Share.WEIGHT ? weight : 1))
              .ifPresent(members::add);
        });
    LimitSettings.Times usual = LimitSettings.Times.DEFAULT;
    LimitSettings.Times times =
        new LimitSettings.Times(
            ChargerReader.within(
                node.at("rotate"), usual.rotate(), Duration.ofMinutes(1), LONGEST_ROTATE),
            ChargerReader.within(
                node.at("min-pause"), usual.minPause(), Duration.ZERO, Duration.ofHours(1)));
    return new LimitSettings(
        name, current, safe(node, current), times, floor(node), meter(node.at("meter")), members);
  }

  private static OptionalDouble safe(YamlNode node, int current) {
    return node.at("safe-current").present()
        ? OptionalDouble.of(Scalars.integer(node.at("safe-current"), 0, 0, current))
        : OptionalDouble.empty();
  }

  private Optional<LimitSettings.Member> member(YamlNode node, ChargerEntry entry, int weight) {
    if (!entry.permissions().control()) {
      node.fault(
          "'" + entry.id() + "' has no max-current or control: none, so no group can limit it");
      return Optional.empty();
    }
    Optional<WriteRule> rule = entry.map().setPointPoint().flatMap(Point::write);
    Optional<String> unit = entry.map().setPointPoint().map(Point::unit);
    Optional<Range> range = rule.flatMap(WriteRule::range);
    if (range.isEmpty() || !unit.equals(Optional.of("A"))) {
      node.fault("the set point of '" + entry.id() + "' is not in A, so no group can limit it");
      return Optional.empty();
    }
    long most = Math.min((long) range.get().max(), entry.permissions().maxCurrent().orElseThrow());
    boolean pausable =
        entry.map().setPoint().map(SetPointRule::pause).filter(p -> p.isPresent()).isPresent()
            && rule.get().allows(0, entry.permissions().maxCurrent());
    Duration silent = entry.poll().multipliedBy(2).plus(entry.timeout().dividedBy(2));
    return Optional.of(
        new LimitSettings.Member(
            entry.id(),
            weight,
            phases.getOrDefault(entry.id().value(), List.of()),
            (int) Math.max(1, range.get().min()),
            (int) most,
            pausable,
            silent.compareTo(Duration.ofSeconds(3)) < 0 ? Duration.ofSeconds(3) : silent));
  }

  private static Optional<LimitSettings.Floor> floor(YamlNode node) {
    YamlNode power = node.at("floor-power");
    YamlNode factor = node.at("floor-simultaneity");
    if (!power.present()) {
      if (factor.present()) {
        factor.fault("needs floor-power");
      }
      return Optional.empty();
    }
    double kilowatts = Scalars.number(power, 1);
    if (!(kilowatts > 0 && kilowatts <= MOST_KILOWATTS)) {
      power.fault("must be above 0 and at most " + (int) MOST_KILOWATTS + " kW");
    }
    if (!factor.present()) {
      power.fault(
          "needs floor-simultaneity, 0 to 1: the factor g of Pmin = P + (n - 1) g P that your grid"
              + " operator applies");
    }
    double simultaneity = Scalars.number(factor, 0);
    if (!(simultaneity >= 0 && simultaneity <= 1)) {
      factor.fault("must be 0 to 1");
    }
    return Optional.of(new LimitSettings.Floor(kilowatts, simultaneity));
  }

  private static Optional<LimitSettings.Meter> meter(YamlNode node) {
    if (!node.present()) {
      return Optional.empty();
    }
    node.only("topic", "phases", "unit", "stale-after");
    String topic = Scalars.text(node.need("topic"), "");
    if (node.at("topic").present()
        && !(topic.length() <= LONGEST_TOPIC && topic.matches("[^+#\\p{C}]+"))) {
      node.at("topic").fault("must be one MQTT topic without wildcards");
    }
    List<String> pointers = new ArrayList<>();
    for (YamlNode item : node.need("phases").items()) {
      String pointer = Scalars.text(item, "");
      if (pointer.length() > LONGEST_POINTER || !pointer.matches("(/([^~/]|~[01])*)*")) {
        item.fault("must be a JSON pointer such as /l1/current, not '" + pointer + "'");
      }
      pointers.add(pointer);
    }
    if (node.at("phases").present() && pointers.size() != 1 && pointers.size() != 3) {
      node.at("phases").fault("needs three JSON pointers, or one that counts on each phase");
    }
    String unit = Scalars.text(node.at("unit"), "A");
    if (!unit.equals("A") && !unit.equals("mA")) {
      node.at("unit").fault("must be A or mA");
    }
    Duration stale =
        ChargerReader.within(
            node.at("stale-after"), STALE, Duration.ofSeconds(1), Duration.ofHours(1));
    return Optional.of(
        new LimitSettings.Meter(topic, pointers, unit.equals("A") ? 1 : MILLI, stale));
  }
}
