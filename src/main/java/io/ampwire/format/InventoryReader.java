package io.ampwire.format;

import io.ampwire.fleet.ChargerEntry;
import io.ampwire.fleet.Group;
import io.ampwire.fleet.Inventory;
import io.ampwire.link.ModbusTls;
import io.ampwire.link.ModbusTransport;
import io.ampwire.map.RegisterMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reader of an inventory from its YAML or from the short form. Either all of it is valid, or every
 * fault is reported at once: half an inventory would leave chargers without their limits.
 */
public final class InventoryReader {
  /** Default map of a charger. */
  public static final String DEFAULT_MAP = "schneider-evlink-pro-ac";

  private static final String SHORT = "ampwire.chargers";
  private static final Pattern ITEM =
      Pattern.compile("([^@]*)@([a-z+]+://.*|\\[[^\\]]*\\]|[^:\\[\\]]*)(?::(.*))?");

  /** Result of reading one inventory. */
  public sealed interface Result permits Parsed, Problems {}

  /** Inventory without faults. */
  public record Parsed(Inventory inventory) implements Result {}

  private record Known(Map<String, RegisterMap> maps, boolean complete) {}

  private InventoryReader() {}

  /**
   * @param file file name for faults
   * @param text the YAML
   * @param maps known register maps by id
   */
  public static Result read(String file, String text, Map<String, RegisterMap> maps) {
    return read(file, text, maps, true);
  }

  /**
   * Like the method above, to find the faults of an inventory although some maps have faults of
   * their own. A missing map is then not a fault.
   */
  public static Result readBesideBrokenMaps(
      String file, String text, Map<String, RegisterMap> usable) {
    return read(file, text, usable, false);
  }

  private static Result read(
      String file, String text, Map<String, RegisterMap> maps, boolean complete) {
    Faults faults = new Faults(file);
    YamlNode root = YamlTree.parse(text, faults);
    if (root.present() && !root.isMapping()) {
      root.fault("an inventory has keys and values");
    }
    if (!root.isMapping()) {
      return faults.problems();
    }
    root.only("defaults", "chargers", "groups");
    return inventory(root, new Known(maps, complete), faults);
  }

  /**
   * Reads the short form: {@code garage@192.0.2.11,drive@192.0.2.12:502}. All other keys have their
   * defaults.
   *
   * @param text value of the setting
   * @param maps known register maps by id
   */
  public static Result readShort(String text, Map<String, RegisterMap> maps) {
    Faults faults = new Faults(SHORT);
    List<YamlNode> chargers = new ArrayList<>();
    for (String item : text.split(",")) {
      if (item.isBlank()) {
        continue;
      }
      Matcher matcher = ITEM.matcher(item.strip());
      if (matcher.matches()) {
        chargers.add(entry(matcher, "chargers." + chargers.size(), faults));
      } else {
        faults.add(1, "", "must be id@host or id@host:port, not '" + item.strip() + "'");
      }
    }
    YamlNode list = YamlNode.sequence(chargers, "chargers", 1, faults);
    return inventory(
        YamlNode.mapping(Map.of("chargers", list), "", 1, faults), new Known(maps, true), faults);
  }

  private static YamlNode entry(Matcher matcher, String path, Faults faults) {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    fields.put("id", YamlNode.scalar(matcher.group(1), path + ".id", 1, faults));
    String given = matcher.group(2);
    String host = given.contains("://") ? given : given.replaceAll("[\\[\\]]", "");
    fields.put("host", YamlNode.scalar(host, path + ".host", 1, faults));
    if (matcher.group(3) != null) {
      fields.put("port", YamlNode.scalar(matcher.group(3), path + ".port", 1, faults));
    }
    return YamlNode.mapping(fields, path, 1, faults);
  }

  private static Result inventory(YamlNode root, Known known, Faults faults) {
    YamlNode defaults = root.at("defaults").only(ChargerReader.shared());
    YamlNode list = root.need("chargers");
    if (list.present() && list.items().isEmpty()) {
      list.fault("needs at least one charger");
    }
    ChargerReader reader = new ChargerReader(defaults, known.maps, known.complete);
    List<ChargerEntry> chargers = new ArrayList<>();
    Map<String, Integer> ids = new HashMap<>();
    Map<String, List<Integer>> phases = new HashMap<>();
    Map<Endpoint, Sharing> connections = new HashMap<>();
    for (YamlNode node : list.items()) {
      node.at("id").text().ifPresent(id -> unique(node.at("id"), id, ids));
      List<Integer> wired = GroupReader.phases(node.at("phases"));
      node.at("id").text().filter(id -> !wired.isEmpty()).ifPresent(id -> phases.put(id, wired));
      Optional<ChargerEntry> entry = reader.charger(node);
      entry.ifPresent(
          charger ->
              connections
                  .computeIfAbsent(Endpoint.of(charger), endpoint -> new Sharing())
                  .add(node, charger));
      entry.ifPresent(chargers::add);
    }
    List<Group> groups = new ArrayList<>();
    GroupReader groupReader = new GroupReader(chargers, ids, phases);
    root.at("groups").fields().forEach((name, node) -> groups.add(groupReader.group(name, node)));
    return faults.isEmpty() ? new Parsed(Inventory.of(chargers, groups)) : faults.problems();
  }

  private static void unique(YamlNode node, String id, Map<String, Integer> ids) {
    Integer line = ids.putIfAbsent(id, node.line());
    if (line != null) {
      node.fault("'" + id + "' is already the charger of line " + line);
    }
  }

  /** Socket that chargers with the same host and port share. */
  private record Endpoint(String host, int port) {
    static Endpoint of(ChargerEntry charger) {
      return new Endpoint(charger.host().toLowerCase(Locale.ROOT), charger.port());
    }
  }

  /**
   * The chargers of one connection, by what must be the same or must differ: the first of each, so
   * that each further charger takes the same time, however many there are.
   */
  private static final class Sharing {
    private final Map<Optional<ModbusTls>, ChargerEntry> byTls = new LinkedHashMap<>();
    private final Map<ModbusTransport, ChargerEntry> byTransport = new LinkedHashMap<>();
    private final Map<Device, ChargerEntry> byDevice = new HashMap<>();

    private record Device(int unit, int connector, String map) {
      static Device of(ChargerEntry charger) {
        return new Device(charger.unit(), charger.address().connector(), charger.map().id());
      }
    }

    /** Names the first conflict of each kind, because the others follow from it. */
    void add(YamlNode node, ChargerEntry charger) {
      another(byTls, charger.tls())
          .ifPresent(
              other ->
                  node.fault(
                      "shares the connection of '" + other.id() + "', so tls must be the same"));
      another(byTransport, charger.transport())
          .ifPresent(
              other ->
                  node.at("host")
                      .fault(
                          "shares the line of '"
                              + other.id()
                              + "', so host must be the same: "
                              + other.transport().uri(other.host(), other.port())));
      Optional.ofNullable(byDevice.get(Device.of(charger)))
          .ifPresent(
              other ->
                  node.at("host")
                      .fault(
                          "'"
                              + other.id()
                              + "' is the same device: host, port, unit, connector and map"));
      byTls.putIfAbsent(charger.tls(), charger);
      byTransport.putIfAbsent(charger.transport(), charger);
      byDevice.putIfAbsent(Device.of(charger), charger);
    }

    /** The first charger that differs. */
    private static <K> Optional<ChargerEntry> another(Map<K, ChargerEntry> known, K mine) {
      return known.entrySet().stream()
          .filter(entry -> !entry.getKey().equals(mine))
          .map(Map.Entry::getValue)
          .findFirst();
    }
  }
}
