package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.map.PhysicsLaw;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Proof of the order of the two bytes in a charger's registers, by readings that make sense in one
 * order only: voltages and frequencies within their range, and codes that the map knows. Two points
 * for one order and none for the other decide. One such poll confirms the map's order; the other
 * order, or a change of a decided order, takes three in a row, and meanwhile nothing is decided. A
 * point that speaks against the decided order reopens it at once.
 */
final class ByteOrderProof {
  static final int POLLS = 3;
  private static final int POINTS = 2;

  private final RegisterMap map;
  private final List<PhysicsLaw.InRange> ranges;
  private final List<Point> coded;
  private State state = new Open();

  private sealed interface State {}

  private record Open() implements State {}

  /**
   * Another order than the decided one, or than the map's, has spoken.
   *
   * @param polls polls in a row
   */
  private record Changing(boolean swapped, int polls) implements State {}

  private record Decided(boolean swapped, Set<String> witnesses) implements State {}

  ByteOrderProof(RegisterMap map) {
    this.map = map;
    this.ranges = map.physics().stream().flatMap(law -> law.range().stream()).toList();
    this.coded =
        map.points().stream()
            .filter(point -> !point.labels().isEmpty() && !point.bitfield() && !point.isBit())
            .filter(point -> !point.type().isText())
            .toList();
  }

  /** Whether the bytes are swapped against the map; empty while that is undecided. */
  Optional<Boolean> swapped() {
    return state instanceof Decided decided ? Optional.of(decided.swapped()) : Optional.empty();
  }

  /** Points that decided. */
  Set<String> witnesses() {
    return state instanceof Decided decided ? decided.witnesses() : Set.of();
  }

  /** Processes one completed poll; leaves the capture in the decided order. */
  void observe(Capture capture) {
    capture.swapBytes(false);
    Set<String> plain = sensible(capture);
    capture.swapBytes(true);
    Set<String> reversed = sensible(capture);
    Set<String> both = new TreeSet<>(plain);
    both.retainAll(reversed);
    plain.removeAll(both);
    reversed.removeAll(both);
    boolean decided = state instanceof Decided;
    if (plain.size() >= POINTS && reversed.isEmpty()) {
      state = spoke(false, plain);
    } else if (reversed.size() >= POINTS && plain.isEmpty()) {
      state = spoke(true, reversed);
    } else if (state instanceof Changing
        || !(swapped().orElse(false) ? plain : reversed).isEmpty()) {
      state = new Open();
    }
    if (decided && swapped().isEmpty()) {
      // What was read before the change is in the other order than what is read from now on.
      capture.forgetRegisters();
    }
    capture.swapBytes(swapped().orElse(false));
  }

  private State spoke(boolean swapped, Set<String> witnesses) {
    boolean confirms =
        state instanceof Decided decided
            ? decided.swapped() == swapped
            : state instanceof Open && !swapped;
    if (confirms) {
      return new Decided(swapped, witnesses);
    }
    int before =
        state instanceof Changing changing && changing.swapped() == swapped ? changing.polls() : 0;
    return before + 1 >= POLLS
        ? new Decided(swapped, witnesses)
        : new Changing(swapped, before + 1);
  }

  /** Points whose reading makes sense in either order of words. */
  private Set<String> sensible(Capture capture) {
    Set<String> points = new TreeSet<>();
    for (PhysicsLaw.InRange law : ranges) {
      for (String name : law.points()) {
        boolean holds =
            orders(name).stream().anyMatch(o -> law.admits(capture.read(name, o).number()));
        if (holds) {
          points.add(name);
        }
      }
    }
    for (Point point : coded) {
      boolean known =
          orders(point.name()).stream().anyMatch(o -> known(point, capture.read(point.name(), o)));
      if (known) {
        points.add(point.name());
      }
    }
    return points;
  }

  private List<WordOrder> orders(String name) {
    WordOrder order = map.point(name).map(Point::order).orElse(map.link().order());
    return List.of(order, order.reversed());
  }

  private static boolean known(Point point, Reading reading) {
    return reading.code().isPresent()
        && reading.code().getAsLong() != 0
        && point.label(reading.code().getAsLong()).isPresent();
  }
}
