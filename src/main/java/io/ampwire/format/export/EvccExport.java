package io.ampwire.format.export;

import io.ampwire.format.yaml.YamlScalar;
import io.ampwire.map.Coding;
import io.ampwire.map.ControlSequences;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Roles;
import io.ampwire.map.Vehicle;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.MapTrust;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Export to evcc's custom charger, or to its custom meter if evcc cannot control a charger with
 * this map. Control by evcc needs a set point with a value that pauses, and a state whose codes
 * show whether a car charges.
 */
final class EvccExport {
  private final RegisterMap map;
  private final Orders orders;
  private final Roles roles;
  private final ExportText sheet = new ExportText();
  private final Set<String> said = new LinkedHashSet<>();
  private final List<Point> unsaid = new ArrayList<>();

  private EvccExport(MapTrust trust) {
    this.map = trust.map();
    this.orders = new Orders(trust);
    this.roles = Roles.of(map);
  }

  static String write(MapTrust trust) {
    EvccExport export = new EvccExport(trust);
    export.sheet.head(trust, export.orders);
    String body = export.body();
    export.comments();
    return export.sheet + "\n" + body;
  }

  private String body() {
    ExportText out = new ExportText();
    boolean charger = controllable();
    out.line(charger ? "chargers:" : "meters:");
    out.line("  - name: " + YamlScalar.of(map.id()));
    out.line("    type: custom");
    if (charger) {
      control(out);
    }
    roles.power().flatMap(map::point).ifPresent(p -> reading(out, "power", p, watts(p)));
    map.point("energy_active_total").ifPresent(p -> reading(out, "energy", p, kilowattHours(p)));
    phases(out, "currents", roles.currents());
    phases(out, "voltages", roles.voltages());
    return out.toString();
  }

  private boolean controllable() {
    Optional<Point> limit = map.setPointPoint();
    Optional<Point> state = map.point(map.vehicle().point());
    return limit.isPresent()
        && limit.get().readable()
        && limit.get().registers() == 1
        && limit.get().type().isInteger()
        && map.setPoint().orElseThrow().pause().isPresent()
        && oneWrite()
        && state.isPresent()
        && decode(state.get()).isPresent()
        && state.get().coding().equals(Coding.PLAIN);
  }

  /** Whether one write of the set point sets each limit, so that evcc can do the same. */
  private boolean oneWrite() {
    ControlSequences steps = map.sequences();
    return steps.limit().isEmpty() && steps.pause().isEmpty() && steps.resume().isEmpty();
  }

  private void control(ExportText out) {
    Point limit = map.setPointPoint().orElseThrow();
    Point state = map.point(map.vehicle().point()).orElseThrow();
    long pause = map.setPoint().orElseThrow().pause().getAsLong();
    out.line("    status:");
    out.line("      source: js");
    out.line("      script: '(" + letters() + ")[state]'");
    out.line("      in:");
    out.line("        - name: state");
    out.line("          type: int");
    out.line("          config:");
    modbus(out, "            ", state, 1);
    out.line("    enabled:");
    modbus(out, "      ", limit, 1);
    out.line("    enable:");
    // evcc writes the current before it enables, and not again after.
    out.line("      source: ifelse");
    out.line("      if:");
    out.line("        source: sleep");
    out.line("        duration: 1ms");
    out.line("      else:");
    out.line("        source: convert");
    out.line("        convert: bool2int");
    out.line("        set:");
    out.line("          source: const");
    out.line("          value: " + pause);
    out.line("          set:");
    write(out, "            ", limit);
    out.line("    maxcurrent:");
    write(out, "      ", limit);
    said.add(state.name());
  }

  /** evcc's letter of each code; a code without one gives no status, as intended. */
  private String letters() {
    Vehicle car = map.vehicle();
    Map<Long, String> letters = new TreeMap<>();
    car.absent().forEach(code -> letters.put(code, "A"));
    car.unauthorised().forEach(code -> letters.put(code, "B"));
    car.ready().forEach(code -> letters.put(code, "B"));
    car.charging().forEach(code -> letters.put(code, "C"));
    return letters.entrySet().stream()
        .map(letter -> letter.getKey() + ": \"" + letter.getValue() + "\"")
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private void reading(ExportText out, String key, Point point, double scale) {
    if (decode(point).isEmpty()) {
      unsaid.add(point);
      return;
    }
    out.line("    " + key + ":");
    modbus(out, "      ", point, scale);
  }

  private void phases(ExportText out, String key, List<String> names) {
    List<Point> points = names.stream().flatMap(name -> map.point(name).stream()).toList();
    boolean all = points.size() == 3 && points.stream().allMatch(p -> decode(p).isPresent());
    if (!all) {
      unsaid.addAll(points);
      return;
    }
    out.line("    " + key + ":");
    for (Point point : points) {
      ExportText one = new ExportText();
      modbus(one, "        ", point, point.scale());
      out.line("      - " + one.toString().strip());
    }
  }

  private void modbus(ExportText out, String indent, Point point, double scale) {
    said.add(point.name());
    source(out, indent, point);
    out.line(indent + "  type: " + (point.readFunction() == 4 ? "input" : "holding"));
    out.line(indent + "  decode: " + decode(point).orElseThrow());
    if (scale != 1) {
      out.line(indent + "scale: " + ExportText.number(scale));
    }
  }

  private void write(ExportText out, String indent, Point point) {
    source(out, indent, point);
    out.line(indent + "  type: " + (point.writeFunction() == 16 ? "writemultiple" : "writesingle"));
    out.line(indent + "  decode: " + decode(point).orElseThrow());
    if (point.scale() != 1) {
      out.line(indent + "scale: " + ExportText.number(1 / point.scale()));
    }
  }

  private void source(ExportText out, String indent, Point point) {
    out.line(indent + "source: modbus");
    out.line(indent + "uri: CHARGER:" + map.link().port());
    out.line(indent + "id: " + point.unitId().orElse(map.link().unit()));
    if (!map.link().spacing().isZero()) {
      out.line(indent + "delay: " + map.link().spacing().toMillis() + "ms");
    }
    out.line(indent + "register:");
    out.line(indent + "  address: " + point.address());
  }

  /** Type in evcc's spelling; empty if evcc has none for the type and order. */
  private Optional<String> decode(Point point) {
    if (!ExportText.sayable(point)) {
      return Optional.empty();
    }
    WordOrder order = orders.of(point);
    boolean swapped = point.orderDependent() && order == WordOrder.LOW_WORD_FIRST;
    if (order.bytesSwapped() || swapped && point.registers() == 4) {
      return Optional.empty();
    }
    String suffix = swapped ? "s" : "";
    return switch (point.type()) {
      case U16 -> Optional.of("uint16");
      case S16 -> Optional.of("int16");
      case U32 -> Optional.of("uint32" + suffix);
      case S32 -> Optional.of("int32" + suffix);
      case F32 -> Optional.of("float32" + suffix);
      case U64 -> Optional.of("uint64");
      case F64 -> Optional.of("float64");
      case S64, ASCII, UTF16, BIT -> Optional.empty();
    };
  }

  private static double watts(Point point) {
    return point.unit().equals("kW") ? scaled(point, 1000) : point.scale();
  }

  private static double kilowattHours(Point point) {
    return point.unit().equals("Wh") ? scaled(point, 0.001) : point.scale();
  }

  private static double scaled(Point point, double factor) {
    return new java.math.BigDecimal(Double.toString(point.scale()))
        .multiply(new java.math.BigDecimal(Double.toString(factor)))
        .doubleValue();
  }

  private void comments() {
    sheet.comment("replace CHARGER by the charger's address; powers are in W, energies in kWh");
    if (controllable()) {
      sheet.comment(
          "enabled is any set point but 0"
              + (map.setPointPoint().orElseThrow().sentinels().isEmpty()
                  ? ""
                  : ", also one that says something else, such as "
                      + new TreeMap<>(map.setPointPoint().orElseThrow().sentinels())));
      sheet.comment(
          "codes of the state that mean a fault, or nothing known, give no status: evcc says so");
    } else {
      sheet.comment(
          "only a meter: evcc's custom charger needs a readable set point of one register with a"
              + " value that pauses, set by one write, and a state whose codes say whether a car"
              + " charges");
      if (roles.power().flatMap(map::point).flatMap(this::decode).isEmpty()) {
        sheet.comment(
            "evcc REFUSES this meter: it loads none without a power, and this map has no point"
                + " that is the total power; add one as power");
      }
    }
    map.lifebit()
        .ifPresent(
            rule ->
                sheet.comment(
                    "NOT in here: the lifebit ("
                        + rule.scheme().label()
                        + (rule.point().isEmpty()
                            ? ""
                            : " at " + map.point(rule.point()).map(Point::address).orElse(0))
                        + "). Without it the charger may fall back to its fail-safe current"));
    sheet.lost("no word in evcc for this type in this word order", unsaid);
    Map<String, Point> rest = new LinkedHashMap<>();
    map.points().forEach(point -> rest.put(point.name(), point));
    said.forEach(rest::remove);
    unsaid.forEach(point -> rest.remove(point.name()));
    sheet.lost("no place in evcc", rest.values());
  }
}
