package io.ampwire.format;

import io.ampwire.map.PhysicsLaw;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reader of one law of physics: a list entry with a single key that names the law. */
final class PhysicsReader {
  private static final double TOLERANCE = 0.05;

  private PhysicsReader() {}

  static Stream<PhysicsLaw> relation(YamlNode node) {
    node.only("in-range", "mean", "sum", "power", "triangle", "clock");
    Map<String, YamlNode> laws = node.fields();
    if (node.isMapping() && laws.size() != 1) {
      node.fault("must name exactly one law");
    }
    return laws.entrySet().stream().limit(1).flatMap(law -> law(law.getKey(), law.getValue()));
  }

  private static Stream<PhysicsLaw> law(String name, YamlNode node) {
    return switch (name) {
      case "in-range" -> Stream.of(inRange(node.only("points", "min", "max")));
      case "mean" -> {
        node.only("result", "parts", "tolerance");
        yield Stream.of(new PhysicsLaw.Mean(one(node, "result"), many(node, "parts"), near(node)));
      }
      case "sum" -> {
        node.only("result", "parts", "tolerance");
        yield Stream.of(new PhysicsLaw.Sum(one(node, "result"), many(node, "parts"), near(node)));
      }
      case "power" -> Stream.of(power(node));
      case "triangle" -> Stream.of(triangle(node));
      case "clock" -> Stream.of(new PhysicsLaw.Clock(many(node.only("points"), "points")));
      default -> Stream.empty();
    };
  }

  private static PhysicsLaw inRange(YamlNode node) {
    double min = Scalars.number(node.need("min"), 0);
    double max = Scalars.number(node.need("max"), min + 1);
    return new PhysicsLaw.InRange(many(node, "points"), min, max);
  }

  private static PhysicsLaw power(YamlNode node) {
    node.only("result", "watts", "voltages", "currents", "factor", "tolerance");
    return new PhysicsLaw.Power(
        one(node, "result"),
        Scalars.number(node.need("watts"), 1),
        many(node, "voltages"),
        many(node, "currents"),
        node.at("factor").text(),
        near(node));
  }

  private static PhysicsLaw triangle(YamlNode node) {
    node.only("apparent", "active", "reactive", "tolerance");
    return new PhysicsLaw.Triangle(
        one(node, "apparent"), one(node, "active"), one(node, "reactive"), near(node));
  }

  private static String one(YamlNode node, String key) {
    return Scalars.text(node.need(key), "");
  }

  private static List<String> many(YamlNode node, String key) {
    return Scalars.texts(node.need(key));
  }

  private static double near(YamlNode node) {
    return Scalars.number(node.at("tolerance"), TOLERANCE);
  }
}
