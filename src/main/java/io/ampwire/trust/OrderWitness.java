package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.map.PhysicsLaw;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Test of all four orders of words and bytes by physics. A law supports an order if the readings
 * satisfy it in that order and in none of the other three. Two points must support one order and
 * none another; random words do not.
 */
public final class OrderWitness {
  private static final int POINTS = 2;

  private final RegisterMap map;
  private final List<PhysicsLaw.PollLaw> laws;
  private final Map<WordOrder, Map<String, Integer>> spoken = new EnumMap<>(WordOrder.class);
  private final Map<WordOrder, Set<String>> scaled = new EnumMap<>(WordOrder.class);

  public OrderWitness(RegisterMap map) {
    this.map = map;
    this.laws = map.laws();
    for (WordOrder order : WordOrder.values()) {
      spoken.put(order, new java.util.HashMap<>());
      scaled.put(order, new TreeSet<>());
    }
  }

  /** Processes one sample. */
  public void observe(Capture capture) {
    for (WordOrder order : WordOrder.values()) {
      Set<String> points = new TreeSet<>();
      for (PhysicsLaw.PollLaw law : laws) {
        if (alone(law, capture, order)) {
          points.addAll(ordered(law.operands()));
        }
      }
      points.forEach(point -> spoken.get(order).merge(point, 1, Integer::sum));
      scaled.get(order).addAll(scale(capture, order));
    }
  }

  /** Points that supported an order in at least that many samples. */
  public Set<String> witnesses(WordOrder order, int samples) {
    Set<String> points = new TreeSet<>();
    spoken
        .get(order)
        .forEach(
            (point, times) -> {
              if (times >= samples) {
                points.add(point);
              }
            });
    return points;
  }

  /** Order that the readings prove, if they prove one. */
  public Optional<WordOrder> order() {
    List<WordOrder> heard =
        Arrays.stream(WordOrder.values()).filter(o -> !spoken.get(o).isEmpty()).toList();
    return heard.size() == 1 && spoken.get(heard.get(0)).size() >= POINTS
        ? Optional.of(heard.get(0))
        : Optional.empty();
  }

  /** Points whose scale a law confirms when they are decoded in that order. */
  public Set<String> scaled(WordOrder order) {
    return new TreeSet<>(scaled.get(order));
  }

  private static boolean alone(PhysicsLaw.PollLaw law, Capture capture, WordOrder order) {
    return Arrays.stream(WordOrder.values())
        .allMatch(other -> law.holds(capture.in(other)) == (other == order));
  }

  private List<String> ordered(List<String> names) {
    return names.stream()
        .filter(name -> map.point(name).filter(p -> p.orderDependent()).isPresent())
        .toList();
  }

  /**
   * Ranges and power fix a scale by themselves. Means, sums and triangles only pass it on, because
   * they hold in any unit that all their operands share.
   */
  private Set<String> scale(Capture capture, WordOrder order) {
    List<PhysicsLaw.PollLaw> hold =
        laws.stream().filter(law -> law.holds(capture.in(order))).toList();
    Set<String> known = new TreeSet<>();
    hold.stream()
        .filter(PhysicsLaw.PollLaw::fixesScale)
        .forEach(law -> known.addAll(law.operands()));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (PhysicsLaw.PollLaw law : hold) {
        List<String> operands = law.operands();
        grew |= operands.stream().anyMatch(known::contains) && known.addAll(operands);
      }
    }
    known.removeIf(name -> capture.read(name, order).number() == 0);
    return known;
  }
}
