package io.ampwire.format.export;

import io.ampwire.format.yaml.YamlScalar;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.trust.Axis;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.Rung;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Lines of an export, with the comments that begin every export. */
final class ExportText {
  private static final int WIDTH = 96;

  private final StringBuilder text = new StringBuilder();

  /** Writes the content, the rung and the assumed word orders. */
  ExportText head(MapTrust trust, Orders orders) {
    worth(trust, orders).forEach(this::comment);
    return this;
  }

  /** Sentences about the content, the rung and the assumed word orders. */
  static List<String> worth(MapTrust trust, Orders orders) {
    RegisterMap map = trust.map();
    Rung rung = trust.rung(Axis.READ);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        map.title()
            + ", map "
            + map.id()
            + " revision "
            + map.revision()
            + ", digest "
            + map.digest().substring(0, 12));
    sentences.add(
        "rung: "
            + rung.label()
            + " ("
            + rung.colour()
            + "). It proves "
            + rung.proves()
            + ". It does not prove "
            + rung.doesNotProve()
            + ".");
    sentences.addAll(orders.comments());
    return sentences;
  }

  /** Lists by name what the program cannot express; writes nothing if there is nothing. */
  void lost(RegisterMap map, String what, Predicate<Point> points) {
    lost(what, map.points().stream().filter(points).toList());
  }

  void lost(String what, Collection<Point> points) {
    if (!points.isEmpty()) {
      comment(
          what + ": " + points.stream().map(ExportText::named).collect(Collectors.joining(", ")));
    }
  }

  /** Whether a program with constant scales and one-byte characters can read the point. */
  static boolean sayable(Point point) {
    return point.type() != ValueType.UTF16 && point.coding().scalePoint().isEmpty();
  }

  private static String named(Point point) {
    return point.name() + " (" + point.address() + ")";
  }

  void comment(String content) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : YamlScalar.line(content).split(" ")) {
      if (line.length() + word.length() > WIDTH && line.length() > 0) {
        lines.add(line.toString());
        line.setLength(0);
        line.append("  ");
      }
      line.append(line.length() == 0 || line.toString().isBlank() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    lines.forEach(part -> line("# " + part));
  }

  void line(String content) {
    text.append(content).append('\n');
  }

  void gap() {
    text.append('\n');
  }

  /** Formats a number without an exponent. */
  static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
