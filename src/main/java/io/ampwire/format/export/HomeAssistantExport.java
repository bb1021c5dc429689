package io.ampwire.format.export;

import io.ampwire.format.yaml.YamlScalar;
import io.ampwire.map.Cadence;
import io.ampwire.map.Point;
import io.ampwire.map.PointAccess;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.MapTrust;
import java.util.Map;

/** Export to Home Assistant's {@code modbus:}, with a sensor per point; read-only. */
final class HomeAssistantExport {
  /** Spelling that Home Assistant accepts, by the spelling in maps. */
  private static final Map<String, String> UNITS = Map.of("kVAR", "kvar", "VAR", "var");

  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("A", "current"),
          Map.entry("V", "voltage"),
          Map.entry("W", "power"),
          Map.entry("kW", "power"),
          Map.entry("kvar", "reactive_power"),
          Map.entry("var", "reactive_power"),
          Map.entry("VA", "apparent_power"),
          Map.entry("kVA", "apparent_power"),
          Map.entry("Hz", "frequency"),
          Map.entry("Wh", "energy"),
          Map.entry("kWh", "energy"),
          Map.entry("s", "duration"));

  private static final int POLL = 10;
  private static final int DAY = 86_400;

  private HomeAssistantExport() {}

  static String write(MapTrust trust) {
    RegisterMap map = trust.map();
    Orders orders = new Orders(trust);
    ExportText sheet = new ExportText().head(trust, orders);
    sheet.comment("replace CHARGER by the charger's address");
    sheet.lost(
        map, "left out, since they can only be written", p -> p.access() == PointAccess.WRITE);
    sheet.lost(
        map,
        "writable, but a sensor only shows; the action modbus.write_register writes, without"
            + " anybody's check or lifebit",
        p -> p.access() == PointAccess.READ_WRITE);
    sheet.lost(
        map,
        "left out, since their scale is in another register or a character has two bytes",
        p -> !ExportText.sayable(p));
    sheet.lost(map, "coils and discrete inputs, which are left out", Point::isBit);
    sheet.lost(map, "codes whose meanings cannot be said", p -> !p.labels().isEmpty());
    sheet.lost(map, "bitfields, as plain numbers", Point::bitfield);
    sheet.lost(
        map, "a part of the number is the value, shown whole", p -> p.coding().bits().isPresent());
    sheet.lost(
        map, "letters stand for codes, shown as they are", p -> !p.coding().texts().isEmpty());
    sheet.lost(
        map, "readings that say something else come as numbers", p -> !p.sentinels().isEmpty());
    sheet.lost(
        map,
        "of several readings that mean 'no value' the first is known here",
        p -> p.notAvailable().size() > 1);
    sheet.gap();
    sheet.line("modbus:");
    sheet.line("  - name: " + YamlScalar.of(map.id()));
    sheet.line("    type: tcp");
    sheet.line("    host: CHARGER");
    sheet.line("    port: " + map.link().port());
    if (!map.link().spacing().isZero()) {
      sheet.line("    message_wait_milliseconds: " + map.link().spacing().toMillis());
    }
    sheet.line("    sensors:");
    map.points().stream()
        .filter(p -> p.readable() && !p.isBit() && ExportText.sayable(p))
        .forEach(p -> sensor(sheet, map, orders, p));
    return sheet.toString();
  }

  private static void sensor(ExportText sheet, RegisterMap map, Orders orders, Point point) {
    sheet.line("      - name: " + YamlScalar.of(map.id() + " " + point.name()));
    sheet.line("        unique_id: " + YamlScalar.of(map.id() + "_" + point.name()));
    sheet.line("        slave: " + point.unitId().orElse(map.link().unit()));
    sheet.line("        address: " + point.address());
    sheet.line("        input_type: " + (point.readFunction() == 4 ? "input" : "holding"));
    sheet.line("        data_type: " + type(point));
    if (point.type() == ValueType.ASCII) {
      sheet.line("        count: " + point.registers());
    } else {
      number(sheet, orders, point);
    }
    sheet.line("        scan_interval: " + interval(point.cadence()));
  }

  private static void number(ExportText sheet, Orders orders, Point point) {
    String swap = swap(orders.of(point), point.registers());
    if (!swap.equals("none")) {
      sheet.line("        swap: " + swap);
    }
    if (point.scale() != 1) {
      sheet.line("        scale: " + ExportText.number(point.scale()));
    }
    int decimals =
        point.type().isFloat()
            ? 3
            : Math.max(0, new java.math.BigDecimal(ExportText.number(point.scale())).scale());
    if (decimals > 0) {
      sheet.line("        precision: " + decimals);
    }
    point.notAvailable().stream()
        .sorted()
        .findFirst()
        .ifPresent(
            raw -> sheet.line("        nan_value: \"0x" + hex(raw, point.registers()) + "\""));
    if (!point.unit().isEmpty()) {
      String unit = UNITS.getOrDefault(point.unit(), point.unit());
      sheet.line("        unit_of_measurement: " + YamlScalar.of(unit));
      String kind = CLASSES.get(unit);
      if (kind != null) {
        sheet.line("        device_class: " + kind);
        String state = kind.equals("energy") ? "total_increasing" : "measurement";
        sheet.line("        state_class: " + state);
      }
    }
  }

  private static String hex(long raw, int registers) {
    String hex = "%016X".formatted(raw);
    return hex.substring(16 - 4 * registers);
  }

  private static String swap(WordOrder order, int registers) {
    boolean words = order.lowWordFirst() && registers > 1;
    if (order.bytesSwapped()) {
      return words ? "word_byte" : "byte";
    }
    return words ? "word" : "none";
  }

  private static long interval(Cadence cadence) {
    return cadence.repeats() ? Math.max(POLL, cadence.interval().toSeconds()) : DAY;
  }

  private static String type(Point point) {
    return switch (point.type()) {
      case U16 -> "uint16";
      case S16 -> "int16";
      case U32 -> "uint32";
      case S32 -> "int32";
      case U64 -> "uint64";
      case S64 -> "int64";
      case F32 -> "float32";
      case F64 -> "float64";
      case ASCII, UTF16 -> "string";
      case BIT -> "uint16";
    };
  }
}
