package io.ampwire.format;

import io.ampwire.map.Bits;
import io.ampwire.map.Cadence;
import io.ampwire.map.Coding;
import io.ampwire.map.Decimal;
import io.ampwire.map.FirmwareSpan;
import io.ampwire.map.Label;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.Point;
import io.ampwire.map.PointAccess;
import io.ampwire.map.PointScope;
import io.ampwire.map.Presentation;
import io.ampwire.map.Range;
import io.ampwire.map.TypeSpelling;
import io.ampwire.map.ValueType;
import io.ampwire.map.WriteRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reader of one entry of a map's points. */
final class PointReader {
  /**
   * Default settle time, long enough for a charger that refreshes its registers while it answers.
   */
  private static final Duration SETTLE = Duration.ofMillis(200);

  /** Placeholder for a type that could not be read: it takes no room and holds every number. */
  private static final ValueType UNREADABLE = ValueType.S64;

  private static final int COIL = 1;
  private static final int WRITE_COIL = 5;

  private PointReader() {}

  static Point point(YamlNode node, LinkSettings link) {
    node.refuse("rung", MapReader.COMPUTED);
    node.only(
        "name",
        "title",
        "kind",
        "address",
        "registers",
        "type",
        "scale",
        "scale-point",
        "unit",
        "access",
        "cadence",
        "unit-id",
        "read-function",
        "write-function",
        "firmware",
        "additional",
        "scope",
        "bitfield",
        "bits",
        "texts",
        "not-available",
        "sentinels",
        "labels",
        "plausible",
        "write",
        "sources");
    Optional<TypeSpelling> spelling = type(node.need("type"));
    Optional<Long> address = Scalars.whole(node.need("address"));
    ValueType type = spelling.map(TypeSpelling::type).orElse(UNREADABLE);
    boolean bitfield = Scalars.flag(node.at("bitfield"), false);
    int registers = registers(node, type);
    boolean bit = type == ValueType.BIT;
    boolean placed = spelling.isPresent() && address.isPresent();
    return Point.at(
            Scalars.text(node.need("name"), ""),
            address.map(PointReader::clamped).orElse(0),
            placed ? registers : 0,
            type)
        .order(spelling.flatMap(TypeSpelling::order).orElse(link.order()))
        .scale(Scalars.number(node.at("scale"), 1))
        .unit(Scalars.text(node.at("unit"), ""))
        .access(Scalars.choice(node.at("access"), PointAccess.values(), PointAccess.READ))
        .cadence(cadence(node.at("cadence")))
        .readFunction(Scalars.integer(node.at("read-function"), bit ? COIL : link.readFunction()))
        .writeFunction(
            Scalars.integer(node.at("write-function"), bit ? WRITE_COIL : link.writeFunction()))
        .unitId(Scalars.whole(node.at("unit-id")).map(PointReader::clamped))
        .firmware(firmware(node.at("firmware")))
        .scope(Scalars.choice(node.at("scope"), PointScope.values(), PointScope.CONNECTOR))
        .core(!Scalars.flag(node.at("additional"), false))
        .bitfield(bitfield)
        .notAvailable(notAvailable(node.at("not-available"), type, bitfield))
        .sentinels(sentinels(node.at("sentinels")))
        .labels(labels(node.at("labels")))
        .plausible(range(node.at("plausible")))
        .write(write(node.at("write")))
        .sources(Scalars.texts(node.need("sources")))
        .coding(
            new Coding(
                bits(node.at("bits")), codesOf(node.at("texts")), node.at("scale-point").text()))
        .shown(new Presentation(node.at("title").text(), kind(node.at("kind"))))
        .build();
  }

  private static Optional<Presentation.Kind> kind(YamlNode node) {
    Presentation.Kind[] kinds = Presentation.Kind.values();
    return node.present()
        ? Optional.of(Scalars.choice(node, kinds, Presentation.Kind.VALUE))
        : Optional.empty();
  }

  private static Optional<Bits> bits(YamlNode node) {
    if (!node.only("from", "count").present()) {
      return Optional.empty();
    }
    int from = Scalars.integer(node.need("from"), 0);
    return Optional.of(new Bits(from, Scalars.integer(node.need("count"), 1)));
  }

  private static Map<String, Long> codesOf(YamlNode node) {
    Map<String, Long> codes = new HashMap<>();
    node.fields()
        .forEach((text, code) -> Scalars.whole(code).ifPresent(raw -> codes.put(text, raw)));
    return codes;
  }

  private static int clamped(long value) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
  }

  private static Optional<TypeSpelling> type(YamlNode node) {
    Optional<String> text = node.text();
    Optional<TypeSpelling> spelling = text.flatMap(TypeSpelling::parse);
    if (text.isPresent() && spelling.isEmpty()) {
      node.fault(
          "unknown type '"
              + text.get()
              + "', known are U16 S16 U32 S32 U64 S64 F32 F64 ASCII UTF16 BIT, with BE, ABCD,"
              + " CDAB, BADC or DCBA behind them where the order is not the map's; a text whose low"
              + " byte comes first has BADC, BIT has none");
    }
    return spelling;
  }

  private static int registers(YamlNode node, ValueType type) {
    YamlNode given = type.isText() ? node.need("registers") : node.at("registers");
    int own = type.registers();
    int registers = Scalars.integer(given, own, 1, 65535);
    if (own > 0 && registers != own) {
      given.fault(type + " takes " + own + " registers, not " + registers);
      return own;
    }
    return registers;
  }

  private static Cadence cadence(YamlNode node) {
    Optional<String> text = node.text();
    if (text.isEmpty() || text.get().equals("poll")) {
      return Cadence.EVERY_POLL;
    }
    if (text.get().equals("connect")) {
      return Cadence.ON_CONNECT;
    }
    return Scalars.duration(node).<Cadence>map(Cadence.Slow::new).orElse(Cadence.EVERY_POLL);
  }

  private static FirmwareSpan firmware(YamlNode node) {
    node.only("from", "below");
    return new FirmwareSpan(version(node.at("from")), version(node.at("below")));
  }

  private static Optional<String> version(YamlNode node) {
    Optional<String> text = node.text();
    if (text.isPresent() && !FirmwareSpan.isVersion(text.get())) {
      node.fault("must be a version such as 1.2.1, not '" + text.get() + "'");
      return Optional.empty();
    }
    return text;
  }

  /** Unless the map states otherwise, all ones in an unsigned number mean "not available". */
  private static Set<Long> notAvailable(YamlNode node, ValueType type, boolean bitfield) {
    if (node.present()) {
      return new HashSet<>(Scalars.wholes(node));
    }
    boolean unsigned = type.isInteger() && type.min() == 0 && type != ValueType.BIT;
    return unsigned && !bitfield ? Set.of(type == ValueType.U64 ? -1L : type.max()) : Set.of();
  }

  private static Map<Long, String> sentinels(YamlNode node) {
    Map<Long, String> sentinels = new HashMap<>();
    node.fields()
        .forEach(
            (code, text) ->
                code(code, text)
                    .ifPresent(raw -> sentinels.put(raw, Scalars.text(text, "no value"))));
    return sentinels;
  }

  private static List<Label> labels(YamlNode node) {
    List<Label> labels = new ArrayList<>();
    node.fields()
        .forEach(
            (code, label) -> code(code, label).ifPresent(raw -> labels.add(label(raw, label))));
    return labels;
  }

  private static Label label(long code, YamlNode node) {
    if (!node.isMapping()) {
      return new Label(code, Scalars.text(node, ""), true);
    }
    node.only("text", "unconfirmed");
    boolean unconfirmed = Scalars.flag(node.at("unconfirmed"), false);
    return new Label(code, Scalars.text(node.need("text"), ""), !unconfirmed);
  }

  private static Optional<Long> code(String text, YamlNode node) {
    Optional<Long> code = Scalars.whole(text);
    if (code.isEmpty()) {
      node.fault("a code must be a whole number, not '" + text + "'");
    }
    return code;
  }

  private static Optional<Range> range(YamlNode node) {
    if (!node.only("min", "max").present()) {
      return Optional.empty();
    }
    double min = Scalars.number(node.need("min"), 0);
    double max = Scalars.number(node.need("max"), min);
    return Optional.of(new Range(min, max));
  }

  private static Optional<WriteRule> write(YamlNode node) {
    node.only("range", "step", "also", "capped", "readback", "settle", "non-volatile");
    if (!node.present()) {
      return Optional.empty();
    }
    return Optional.of(
        new WriteRule(
            range(node.at("range")),
            Scalars.wholes(node.at("also")),
            Scalars.flag(node.at("capped"), false),
            Scalars.choice(
                node.at("readback"), WriteRule.Readback.values(), WriteRule.Readback.VALUE),
            Scalars.duration(node.at("settle")).orElse(SETTLE),
            Scalars.flag(node.at("non-volatile"), false),
            node.at("step").present()
                ? Decimal.exact(BigDecimal.valueOf(Scalars.number(node.at("step"), 1)))
                    .or(() -> Optional.of(Decimal.ZERO))
                : Optional.empty()));
  }
}
