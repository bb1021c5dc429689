package io.ampwire.format;

import io.ampwire.charger.ChargerDescription;
import io.ampwire.command.Permissions;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Connectors;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.telemetry.ReportPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reader of one charger entry of an inventory, with the inventory's defaults. */
final class ChargerReader {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration RESUME = Duration.ofMinutes(10);

  /**
   * Longest spread; a command is answered within ten seconds, so an increase cannot wait longer.
   */
  private static final Duration SPREAD = Duration.ofSeconds(7);

  private static final int NAME_LENGTH = 64;
  private static final int TAG_LENGTH = 32;
  private static final int MOST_TAGS = 16;

  /** Control characters, line and paragraph ends, lone surrogates, and unassigned characters. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  static final Duration MILLI = Duration.ofMillis(1);
  static final Duration DAY = Duration.ofHours(24);

  /** Reserved names, which the API uses beside the chargers in {@code /api/v1/chargers/}. */
  private static final Set<String> RESERVED = Set.of("stream");

  private static final String[] KEYS = {
    "id",
    "host",
    "name",
    "connector",
    "phases",
    "map",
    "port",
    "unit",
    "tls",
    "word-order",
    "scale",
    "poll",
    "timeout",
    "max-current",
    "control",
    "lease",
    "allow-writes",
    "accept-no-failsafe",
    "arm-failsafe",
    "accept-fallback",
    "accept-reference",
    "resume-within",
    "spread",
    "site",
    "tags",
    "publish"
  };

  private final YamlNode defaults;
  private final Map<String, RegisterMap> maps;
  private final boolean complete;

  /**
   * @param complete false if an unknown map may be one that could not be read
   */
  ChargerReader(YamlNode defaults, Map<String, RegisterMap> maps, boolean complete) {
    this.defaults = defaults;
    this.maps = maps;
    this.complete = complete;
    defaults.at("publish").only("every", "deadband", "heartbeat", "points", "tags");
  }

  /** Keys that defaults may set: all except those that identify a charger. */
  static String[] shared() {
    return Arrays.copyOfRange(KEYS, 4, KEYS.length);
  }

  Optional<ChargerEntry> charger(YamlNode node) {
    node.only(KEYS);
    if (!node.isMapping()) {
      return Optional.empty();
    }
    Settings of = new Settings(node, defaults);
    Optional<ChargerId> id = id(node.need("id"));
    Optional<RegisterMap> family = map(of.at("map"));
    int connector = connector(node.at("connector"), family);
    Optional<RegisterMap> map = family.map(m -> m.connector(connector));
    OptionalLong limit = limit(of.at("max-current"), map);
    Set<String> writes = writes(of.at("allow-writes"), map);
    ReportPolicy publish = PublishReader.publish(of.section("publish"), map);
    ControlMode control = control(of, limit);
    WordOrderChoice order =
        Scalars.choice(of.at("word-order"), WordOrderChoice.values(), WordOrderChoice.PROVE);
    ScaleChoice scale =
        Scalars.choice(of.at("scale"), ScaleChoice.values(), ScaleChoice.AS_DOCUMENTED);
    Duration poll = within(of.at("poll"), POLL, Duration.ofMillis(50), DAY);
    Duration timeout = within(of.at("timeout"), TIMEOUT, Duration.ofMillis(50), LEASE);
    ChargerEntry.Address address = AddressReader.read(node, of, map, connector, timeout);
    Duration lease = within(of.at("lease"), LEASE, Duration.ofSeconds(1), DAY);
    Duration resume = within(of.at("resume-within"), RESUME, Duration.ZERO, DAY);
    Duration spread = within(of.at("spread"), Duration.ZERO, Duration.ZERO, SPREAD);
    boolean arm = Scalars.flag(of.at("arm-failsafe"), false);
    boolean noFailsafe = Scalars.flag(of.at("accept-no-failsafe"), false);
    Set<String> accepted = references(of.at("accept-reference"), map);
    ChargerDescription description = description(node, of);
    boolean fallback = Scalars.flag(of.at("accept-fallback"), false);
    if (id.isEmpty() || map.isEmpty()) {
      return Optional.empty();
    }
    Permissions permissions =
        new Permissions(
            control,
            limit,
            lease,
            writes,
            new Permissions.Accepted(noFailsafe, fallback, accepted),
            arm,
            resume,
            spread);
    return Optional.of(
        new ChargerEntry(
            id.get(),
            address,
            map.get(),
            new ChargerEntry.RegisterFormat(order, scale),
            poll,
            permissions,
            publish,
            description));
  }

  private static Optional<ChargerId> id(YamlNode node) {
    Optional<String> text = node.text();
    if (text.isPresent() && !ChargerId.isLegal(text.get())) {
      node.fault("not a charger id: '" + text.get() + "', it is [a-z0-9][a-z0-9_-]{0,31}");
      return Optional.empty();
    }
    if (text.isPresent() && RESERVED.contains(text.get())) {
      node.fault("'" + text.get() + "' is reserved by the API; take another id");
    }
    return text.map(ChargerId::new);
  }

  /** A name belongs to one charger; several may share a site and tags. */
  private static ChargerDescription description(YamlNode own, Settings of) {
    Set<String> tags = new LinkedHashSet<>();
    for (YamlNode item : of.at("tags").items()) {
      words(item, TAG_LENGTH)
          .filter(tag -> !tags.add(tag))
          .ifPresent(tag -> item.fault("'" + tag + "' is in the list twice"));
    }
    if (tags.size() > MOST_TAGS) {
      of.at("tags").fault("a charger has at most " + MOST_TAGS + " tags, not " + tags.size());
    }
    return new ChargerDescription(
        words(own.at("name"), NAME_LENGTH), words(of.at("site"), NAME_LENGTH), List.copyOf(tags));
  }

  private static Optional<String> words(YamlNode node, int longest) {
    Optional<String> text = node.text();
    if (text.isEmpty()) {
      return text;
    }
    String words = text.get().strip();
    boolean printable = UNPRINTABLE.matcher(words).results().findAny().isEmpty();
    if (words.isEmpty() || words.length() > longest || !printable) {
      node.fault("must be 1 to " + longest + " printable characters");
      return Optional.empty();
    }
    return Optional.of(words);
  }

  private Optional<RegisterMap> map(YamlNode node) {
    String id = Scalars.text(node, InventoryReader.DEFAULT_MAP);
    RegisterMap map = maps.get(id);
    if (map == null && complete) {
      String known = String.join(", ", new TreeSet<>(maps.keySet()));
      node.fault("there is no map '" + id + "', known are " + known);
    }
    return Optional.ofNullable(map);
  }

  private static int connector(YamlNode node, Optional<RegisterMap> map) {
    int most = map.map(RegisterMap::connectorCount).orElse(Connectors.MOST);
    int connector = Scalars.integer(node, 1);
    if (node.present() && (connector < 1 || connector > most)) {
      node.fault(
          most == 1
              ? "map '" + map.orElseThrow().id() + "' knows one connector; remove the key"
              : "must be 1.." + most + ", the connectors of the map, not " + connector);
      return 1;
    }
    return connector;
  }

  private static OptionalLong limit(YamlNode node, Optional<RegisterMap> map) {
    if (!node.present()) {
      return OptionalLong.empty();
    }
    if (map.isPresent() && map.get().setPointPoint().isEmpty()) {
      node.fault("map '" + map.get().id() + "' has no set point to limit");
    }
    return OptionalLong.of(Scalars.integer(node, 6, 6, 500));
  }

  /** A default for all chargers does not bind those that are only monitored. */
  private static ControlMode control(Settings of, OptionalLong limit) {
    boolean limited = limit.isPresent();
    ControlMode fallback = limited ? ControlMode.STANDING : ControlMode.NONE;
    ControlMode control = Scalars.choice(of.at("control"), ControlMode.values(), fallback);
    if (limited || control == ControlMode.NONE) {
      return control;
    }
    if (of.own().at("control").present()) {
      of.own()
          .at("control")
          .fault("control needs max-current, the installer's limit of this outlet");
    }
    return ControlMode.NONE;
  }

  private static Set<String> writes(YamlNode node, Optional<RegisterMap> map) {
    Set<String> writes = new HashSet<>();
    for (YamlNode item : node.items()) {
      String name = Scalars.text(item, "");
      map.flatMap(m -> refusal(m, name)).ifPresent(item::fault);
      writes.add(name);
    }
    return writes;
  }

  /** One or several references, exactly as the charger reports them. */
  private static Set<String> references(YamlNode node, Optional<RegisterMap> map) {
    boolean useless = map.filter(m -> m.identity().reference().isEmpty()).isPresent();
    if (node.present() && useless) {
      node.fault("map '" + map.orElseThrow().id() + "' reads no commercial reference");
    }
    return Set.copyOf(
        node.isSequence() ? Scalars.texts(node) : node.text().map(List::of).orElse(List.of()));
  }

  private static Optional<String> refusal(RegisterMap map, String name) {
    Optional<Point> point = map.point(name);
    if (point.isEmpty()) {
      return Optional.of("map '" + map.id() + "' has no point '" + name + "'");
    }
    if (map.lifebit().filter(rule -> rule.point().equals(name)).isPresent()
        && map.setPoint().filter(rule -> rule.point().equals(name)).isEmpty()) {
      return Optional.of("'" + name + "' is the lifebit, which no command may write");
    }
    return point.get().write().isEmpty()
        ? Optional.of("'" + name + "' is not writable")
        : Optional.empty();
  }

  static Duration within(YamlNode node, Duration fallback, Duration min, Duration max) {
    Duration given = Scalars.duration(node).orElse(fallback);
    if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
      node.fault("must be from " + min.toMillis() + "ms to " + max.toSeconds() + "s");
      return fallback;
    }
    return given;
  }
}
