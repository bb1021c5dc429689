package io.ampwire.format.export;

import io.ampwire.format.yaml.YamlScalar;
import io.ampwire.map.Point;
import io.ampwire.map.PointAccess;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import io.ampwire.plan.PollPlanner;
import io.ampwire.plan.ReadSpan;
import io.ampwire.trust.MapTrust;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Export to Telegraf's {@code inputs.modbus}, in its request style; read-only. */
final class TelegrafExport {
  private TelegrafExport() {}

  static String write(MapTrust trust) {
    RegisterMap map = trust.map();
    Orders orders = new Orders(trust);
    ExportText sheet = new ExportText().head(trust, orders);
    sheet.comment("replace CHARGER by the charger's address; STRING needs Telegraf 1.29 or newer");
    sheet.lost(
        map, "not read, since they can only be written", p -> p.access() == PointAccess.WRITE);
    sheet.lost(
        map, "writable, which Telegraf does not do", p -> p.access() == PointAccess.READ_WRITE);
    sheet.lost(
        map,
        "left out, since their scale is in another register or a character has two bytes",
        p -> !ExportText.sayable(p));
    sheet.lost(map, "codes whose meanings cannot be said", p -> !p.labels().isEmpty());
    sheet.lost(map, "bitfields, as plain numbers", Point::bitfield);
    sheet.lost(
        map, "a part of the number is the value, sent whole", p -> p.coding().bits().isPresent());
    sheet.lost(
        map, "letters stand for codes, sent as they are", p -> !p.coding().texts().isEmpty());
    sheet.lost(
        map,
        "readings that mean 'no value' or say something else come as numbers",
        p -> !p.notAvailable().isEmpty() || !p.sentinels().isEmpty());
    sheet.gap();
    sheet.line("[[inputs.modbus]]");
    sheet.line("  name = " + YamlScalar.quoted(map.id()));
    sheet.line("  controller = " + YamlScalar.quoted("tcp://CHARGER:" + map.link().port()));
    sheet.line("  slave_id = " + map.link().unit());
    sheet.line("  timeout = \"3s\"");
    sheet.line("  configuration_type = \"request\"");
    List<Point> readable =
        map.points().stream().filter(Point::readable).filter(ExportText::sayable).toList();
    for (ReadSpan span : new PollPlanner(map.link(), map.link().unit()).plan(readable)) {
      byOrder(span, orders).forEach((order, points) -> request(sheet, span, order, points));
    }
    if (!map.link().spacing().isZero()) {
      sheet.gap();
      sheet.line("  [inputs.modbus.workarounds]");
      sheet.line("    pause_between_requests = \"" + map.link().spacing().toMillis() + "ms\"");
    }
    return sheet.toString();
  }

  private static Map<WordOrder, List<Point>> byOrder(ReadSpan span, Orders orders) {
    Map<WordOrder, List<Point>> groups = new LinkedHashMap<>();
    for (Point point : span.points()) {
      groups.computeIfAbsent(orders.of(point), order -> new ArrayList<>()).add(point);
    }
    return groups;
  }

  private static void request(
      ExportText sheet, ReadSpan span, WordOrder order, List<Point> points) {
    sheet.gap();
    sheet.line("  [[inputs.modbus.request]]");
    sheet.line("    slave_id = " + span.unit());
    sheet.line("    byte_order = \"" + order.letters() + "\"");
    sheet.line("    register = \"" + register(span.function()) + "\"");
    sheet.line("    fields = [");
    points.forEach(point -> sheet.line("      { " + field(point) + " },"));
    sheet.line("    ]");
  }

  private static String register(int function) {
    return switch (function) {
      case 1 -> "coil";
      case 2 -> "discrete";
      case 4 -> "input";
      default -> "holding";
    };
  }

  private static String field(Point point) {
    String field =
        "address="
            + point.address()
            + ", name=\""
            + point.name()
            + (point.isBit() ? "\"" : "\", type=\"" + type(point) + "\"");
    if (point.isBit()) {
      return field;
    }
    if (point.type() == ValueType.ASCII) {
      return field + ", length=" + point.registers();
    }
    return point.scale() == 1 ? field : field + ", scale=" + ExportText.number(point.scale());
  }

  private static String type(Point point) {
    return switch (point.type()) {
      case U16 -> "UINT16";
      case S16 -> "INT16";
      case U32 -> "UINT32";
      case S32 -> "INT32";
      case U64 -> "UINT64";
      case S64 -> "INT64";
      case F32 -> "FLOAT32";
      case F64 -> "FLOAT64";
      case ASCII, UTF16 -> "STRING";
      case BIT -> "UINT16";
    };
  }
}
