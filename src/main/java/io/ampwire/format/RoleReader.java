package io.ampwire.format;

import io.ampwire.map.Connectors;
import io.ampwire.map.FailSafe;
import io.ampwire.map.IdentityRule;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.LifebitScheme;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.ReadLimits;
import io.ampwire.map.SetPointRule;
import io.ampwire.map.Vehicle;
import io.ampwire.map.WordOrder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Reader of a map's sections about the connection and the roles of its points. */
final class RoleReader {
  private RoleReader() {}

  static LinkSettings link(YamlNode node) {
    node.only(
        "port",
        "unit",
        "word-order",
        "byte-order",
        "read-function",
        "write-function",
        "max-registers",
        "block-reads",
        "windows",
        "spacing",
        "write-spacing",
        "connectors");
    boolean given = node.present();
    return new LinkSettings(
        Scalars.integer(node.at("port"), 502),
        Scalars.integer(given ? node.need("unit") : node, 1),
        Scalars.choice(
            given ? node.need("word-order") : node, WordOrder.values(), WordOrder.HIGH_WORD_FIRST),
        Scalars.integer(node.at("read-function"), 3),
        Scalars.integer(node.at("write-function"), 6),
        new ReadLimits(
            Scalars.integer(node.at("max-registers"), 125),
            Scalars.flag(node.at("block-reads"), true),
            node.at("windows").items().stream().map(RoleReader::window).toList(),
            Scalars.duration(node.at("spacing")).orElse(Duration.ZERO),
            Scalars.duration(node.at("write-spacing")).orElse(Duration.ZERO)),
        connectors(node.at("connectors")),
        Scalars.choice(
                node.at("byte-order"), ByteOrderChoice.values(), ByteOrderChoice.AS_DOCUMENTED)
            == ByteOrderChoice.PROVE);
  }

  /** Source of the order of bytes. */
  private enum ByteOrderChoice {
    AS_DOCUMENTED,
    PROVE
  }

  private static Connectors connectors(YamlNode node) {
    node.only("count", "stride", "units");
    if (!node.present()) {
      return Connectors.ONE;
    }
    List<Integer> units =
        Scalars.wholes(node.at("units")).stream()
            .map(unit -> (int) Math.max(-1, Math.min(256, unit)))
            .toList();
    boolean byUnit = !units.isEmpty();
    int count = byUnit ? units.size() : Scalars.integer(node.need("count"), 2);
    return new Connectors(
        count,
        byUnit ? Scalars.integer(node.at("stride"), 0) : Scalars.integer(node.need("stride"), 1),
        units);
  }

  private static LinkSettings.Window window(YamlNode node) {
    node.only("from", "to", "gap");
    int from = Scalars.integer(node.need("from"), 0);
    return new LinkSettings.Window(
        from, Scalars.integer(node.need("to"), from), Scalars.integer(node.need("gap"), 0xFFFF));
  }

  static IdentityRule identity(YamlNode node) {
    node.only("reference", "model", "firmware", "families", "references");
    return new IdentityRule(
        node.at("reference").text(),
        node.at("model").text(),
        Scalars.texts(node.at("firmware")),
        Scalars.texts(node.at("families")),
        Scalars.texts(node.at("references")));
  }

  static Optional<LifebitRule> lifebit(YamlNode node) {
    node.only(
        "scheme",
        "point",
        "value",
        "period",
        "fraction",
        "shortest",
        "any-write",
        "disabled",
        "cleared");
    if (!node.present()) {
      return Optional.empty();
    }
    Duration period = Scalars.duration(node.need("period")).orElse(Duration.ofSeconds(1));
    boolean fraction = node.at("fraction").present();
    Duration shortest = period.compareTo(LifebitRule.SHORTEST) < 0 ? period : LifebitRule.SHORTEST;
    return Optional.of(
        new LifebitRule(
            scheme(node),
            period,
            fraction
                ? OptionalDouble.of(Scalars.number(node.at("fraction"), 0))
                : OptionalDouble.empty(),
            Scalars.duration(node.at("shortest")).orElse(shortest),
            Scalars.flag(node.at("any-write"), false)));
  }

  private static LifebitScheme scheme(YamlNode node) {
    OptionalLong disabled = Scalars.optional(node.at("disabled"));
    OptionalLong cleared = Scalars.optional(node.at("cleared"));
    return switch (Scalars.choice(
        node.need("scheme"), Spelling.values(), Spelling.WRITE_CONSTANT)) {
      case WRITE_CONSTANT ->
          new LifebitScheme.WriteConstant(
              Scalars.text(node.need("point"), ""),
              Scalars.whole(node.need("value")).orElse(0L),
              disabled,
              cleared);
      case WRITE_TIMEOUT ->
          new LifebitScheme.WriteTimeout(
              Scalars.text(node.need("point"), ""),
              Scalars.whole(node.need("value")).orElse(0L),
              disabled);
      case REWRITE_SET_POINT ->
          new LifebitScheme.RewriteSetPoint(Scalars.text(node.need("point"), ""));
      case ANY_TRAFFIC ->
          new LifebitScheme.AnyTraffic(Scalars.text(node.at("point"), ""), disabled);
    };
  }

  /** Spelling of the schemes in a map. */
  private enum Spelling {
    WRITE_CONSTANT,
    WRITE_TIMEOUT,
    REWRITE_SET_POINT,
    ANY_TRAFFIC
  }

  static FailSafe failSafe(YamlNode node) {
    node.only("points", "timeout", "timeout-point", "disabled", "resend", "counts-down");
    if (!node.present()) {
      return FailSafe.NONE;
    }
    return new FailSafe(
        Scalars.texts(node.need("points")),
        Scalars.duration(node.at("timeout")),
        node.at("timeout-point").text(),
        Scalars.optional(node.at("disabled")),
        Scalars.flag(node.at("resend"), false),
        Scalars.flag(node.at("counts-down"), false));
  }

  static Optional<SetPointRule> setPoint(YamlNode node) {
    node.only("point", "pause", "paused");
    if (!node.present()) {
      return Optional.empty();
    }
    return Optional.of(
        new SetPointRule(
            Scalars.text(node.need("point"), ""),
            Scalars.optional(node.at("pause")),
            ControlReader.paused(node.at("paused"))));
  }

  static Vehicle vehicle(YamlNode node) {
    node.only(
        "point", "absent", "unauthorised", "ready", "charging", "fault", "currents", "presence");
    if (!node.present()) {
      return Vehicle.NONE;
    }
    return new Vehicle(
        Scalars.text(node.need("point"), ""),
        codes(node.at("absent")),
        codes(node.at("unauthorised")),
        codes(node.at("ready")),
        codes(node.at("charging")),
        codes(node.at("fault")),
        Scalars.texts(node.at("currents")),
        presence(node.at("presence")));
  }

  private static Optional<Vehicle.Presence> presence(YamlNode node) {
    node.only("point", "absent", "present");
    return node.present()
        ? Optional.of(
            new Vehicle.Presence(
                Scalars.text(node.need("point"), ""),
                codes(node.at("absent")),
                codes(node.at("present"))))
        : Optional.empty();
  }

  private static Set<Long> codes(YamlNode node) {
    return new HashSet<>(Scalars.wholes(node));
  }
}
