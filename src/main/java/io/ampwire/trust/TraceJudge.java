package io.ampwire.trust;

import io.ampwire.decode.Decoder;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judge of published requests and answers of a device. If the owner saw a quantity, the words give
 * it in the documented order or in another one. Another order contradicts the document.
 */
public final class TraceJudge {
  private static final double NEAR = 1e-4;

  private final RegisterMap map;
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

  private record Sample(byte[] words, double seen) {}

  public TraceJudge(RegisterMap map) {
    this.map = map;
  }

  /**
   * Published read.
   *
   * @param seen values that the owner saw, in the map's unit, by point
   */
  public void read(int address, byte[] words, Map<String, Double> seen) {
    for (Point point : map.points()) {
      int offset = 2 * (point.address() - address);
      boolean inside = offset >= 0 && offset + 2 * point.registers() <= words.length;
      if (inside && seen.containsKey(point.name())) {
        byte[] own = Arrays.copyOfRange(words, offset, offset + 2 * point.registers());
        samples
            .computeIfAbsent(point.name(), name -> new ArrayList<>())
            .add(new Sample(own, seen.get(point.name())));
      }
    }
  }

  /** Evidence for the points of the trace, in the order of the map. */
  public List<PointEvidence> points() {
    return map.points().stream()
        .filter(point -> samples.containsKey(point.name()))
        .map(point -> evidence(point, samples.get(point.name())))
        .toList();
  }

  private PointEvidence evidence(Point point, List<Sample> reads) {
    List<WordOrder> fit =
        Arrays.stream(WordOrder.values())
            .filter(order -> reads.stream().allMatch(read -> fits(point, order, read)))
            .toList();
    WordOrder best = fit.contains(point.order()) || fit.isEmpty() ? point.order() : fit.get(0);
    List<PointEvidence.Sample> shown =
        reads.stream()
            .map(
                read ->
                    new PointEvidence.Sample(
                        RegisterText.hex(read.words()),
                        RegisterText.value(Decoder.decode(point, best, read.words(), 0))))
            .distinct()
            .toList();
    return PointEvidence.of(map, point, point.address(), shown, checks(point, reads, fit, best));
  }

  private static List<Check> checks(
      Point point, List<Sample> reads, List<WordOrder> fit, WordOrder best) {
    String times = reads.size() == 1 ? "1 published read" : reads.size() + " published reads";
    if (fit.isEmpty()) {
      return List.of(
          Check.contradicted(
              Aspect.ADDRESS, times + " do not match what the owner saw in any order"));
    }
    List<Check> checks = new ArrayList<>();
    checks.add(Check.confirmed(Aspect.ADDRESS, times + " at " + point.address()));
    checks.add(Check.confirmed(Aspect.SCALE, "what the owner saw"));
    if (point.orderDependent()) {
      checks.add(order(point, fit, best, times));
    }
    return checks;
  }

  private static Check order(Point point, List<WordOrder> fit, WordOrder best, String times) {
    if (!fit.contains(point.order())) {
      return Check.contradicted(
          Aspect.WORD_ORDER,
          "documented " + point.order().label() + ", " + best.label() + " in " + times);
    }
    return fit.contains(point.order().reversed())
        ? Check.open(Aspect.WORD_ORDER, "reads the same in both orders")
        : Check.confirmed(Aspect.WORD_ORDER, best.label() + " in " + times);
  }

  private static boolean fits(Point point, WordOrder order, Sample read) {
    Reading reading = Decoder.decode(point, order, read.words(), 0);
    double difference = Math.abs(reading.number() - read.seen());
    return reading.isValue() && difference <= NEAR * Math.max(1, Math.abs(read.seen()));
  }
}
