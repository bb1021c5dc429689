package io.ampwire.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Picture (SVG) of the processor time per poll against the number of chargers, for the bridge and
 * for the floor beside it. Both axes are logarithmic.
 */
public final class CostPicture {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 110;
  private static final int TOP = 30;
  private static final int BOTTOM = 50;

  private final List<Cost> costs = new ArrayList<>();

  /** Processor time of one poll, us. */
  private record Cost(int chargers, double bridge, double floor) {}

  /**
   * @param bridge processor time of the bridge per poll, us
   * @param floor the same of the minimal program
   */
  public void add(int chargers, double bridge, double floor) {
    costs.add(new Cost(chargers, bridge, floor));
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, svg());
  }

  private String svg() {
    Decades decades = Decades.of(costs);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                .formatted(WIDTH, HEIGHT)
            + " font-family=\"sans-serif\" font-size=\"13\">\n"
            + "<title>Processor time per poll by number of chargers</title>\n"
            + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    for (int exponent = decades.low; exponent <= decades.high; exponent++) {
      double height = decades.y(Math.pow(10, exponent));
      svg.append(line(LEFT, height, WIDTH - RIGHT, height, "#ddd", 1));
      svg.append(
          text(
              LEFT - 8,
              height + 4,
              "end",
              "#555",
              Math.round(Math.pow(10, exponent)) + " \u00b5s"));
    }
    for (Cost cost : costs) {
      svg.append(
          text(x(cost), HEIGHT - BOTTOM + 20, "middle", "#555", Integer.toString(cost.chargers)));
    }
    svg.append(
        text(
            (LEFT + WIDTH - RIGHT) / 2.0,
            HEIGHT - 10,
            "middle",
            "#555",
            "chargers, polled once a second"));
    series(svg, "bridge", "#0b6bcb", Cost::bridge, decades, -10);
    series(svg, "floor", "#888", Cost::floor, decades, 20);
    return svg.append("</svg>\n").toString();
  }

  private void series(
      StringBuilder svg,
      String name,
      String colour,
      ToDoubleFunction<Cost> value,
      Decades decades,
      int beside) {
    for (int i = 0; i < costs.size(); i++) {
      Cost cost = costs.get(i);
      double height = decades.y(value.applyAsDouble(cost));
      if (i > 0) {
        Cost before = costs.get(i - 1);
        svg.append(
            line(x(before), decades.y(value.applyAsDouble(before)), x(cost), height, colour, 2));
      }
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n",
              x(cost),
              height,
              colour));
      svg.append(
          text(
              x(cost),
              height + beside,
              "middle",
              colour,
              Long.toString(Math.round(value.applyAsDouble(cost)))));
      if (i == costs.size() - 1) {
        svg.append(text(x(cost) + 14, height + 4, "start", colour, name));
      }
    }
  }

  private double x(Cost cost) {
    double least = Math.log(costs.get(0).chargers);
    double most = Math.log(costs.get(costs.size() - 1).chargers);
    double part = most > least ? (Math.log(cost.chargers) - least) / (most - least) : 0.5;
    return LEFT + 20 + part * (WIDTH - LEFT - RIGHT - 40);
  }

  /** Powers of ten that the vertical axis spans. */
  private record Decades(int low, int high) {
    static Decades of(List<Cost> costs) {
      double least = costs.stream().mapToDouble(c -> Math.min(c.bridge, c.floor)).min().orElse(1);
      double most = costs.stream().mapToDouble(c -> Math.max(c.bridge, c.floor)).max().orElse(10);
      return new Decades((int) Math.floor(Math.log10(least)), (int) Math.ceil(Math.log10(most)));
    }

    double y(double micros) {
      double part = (Math.log10(micros) - low) / Math.max(1, high - low);
      return TOP + (1 - part) * (HEIGHT - TOP - BOTTOM);
    }
  }

  private static String line(double x1, double y1, double x2, double y2, String colour, int width) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
        x1,
        y1,
        x2,
        y2,
        colour,
        width);
  }

  private static String text(double x, double y, String anchor, String colour, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        colour,
        words);
  }
}
