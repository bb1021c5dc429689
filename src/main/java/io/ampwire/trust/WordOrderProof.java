package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.map.PhysicsLaw;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Proof of a charger's word order from its own readings. A law of physics supports an order if the
 * readings satisfy it in that order and not in the other. Three polls in a row decide, each with
 * two points for one order and none for the other. A decided order is reconsidered only while
 * readings are implausible; then three such polls reverse it. Integers of several registers among
 * the witnesses prove their own order; otherwise it is assumed.
 */
public final class WordOrderProof {
  static final int POLLS = 3;
  static final int POINTS = 2;
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final WordOrder documented;
  private final RegisterMap map;
  private final ClockProof clocks;
  private WordOrder decided;
  private WordOrder candidate;
  private int streak;
  private long since = Long.MIN_VALUE;
  private boolean late;
  private Witnesses witnesses = Witnesses.NONE;
  private WordOrderVerdict verdict;

  /** Points whose laws decided, in alphabetical order. */
  private record Witnesses(List<String> names) {
    private static final Witnesses NONE = new Witnesses(List.of());
  }

  public WordOrderProof(RegisterMap map) {
    this.documented = map.link().order();
    this.map = map;
    this.clocks = new ClockProof(map);
    this.verdict = assess();
  }

  /** Restarts the proof because another device or firmware answers. */
  public void reset() {
    decided = null;
    candidate = null;
    streak = 0;
    since = Long.MIN_VALUE;
    late = false;
    witnesses = Witnesses.NONE;
    clocks.reset();
    verdict = assess();
  }

  /**
   * Processes one completed poll.
   *
   * @param now monotonic time, ns
   * @param doubt whether readings were implausible in the decided order
   */
  public void observe(Capture capture, long now, boolean doubt) {
    since = since == Long.MIN_VALUE ? now : since;
    Optional<WordOrder> counted = clocks.order();
    clocks.observe(capture, now);
    boolean open = decided == null || doubt;
    if (open) {
      judge(capture);
      late = decided == null && now - since >= PATIENCE.toNanos();
    }
    if (open || !counted.equals(clocks.order())) {
      verdict = assess();
    }
  }

  /** Verdict after the polls so far. */
  public WordOrderVerdict verdict() {
    return verdict;
  }

  private WordOrderVerdict assess() {
    Optional<WordOrder> counted = clocks.order();
    if (decided == null) {
      String why =
          late
              ? "no law of physics decided within " + PATIENCE.toMinutes() + " minutes"
              : "needs live readings";
      WordOrderVerdict.State state =
          late ? WordOrderVerdict.State.UNDECIDED : WordOrderVerdict.State.PROVING;
      return shared(
          new WordOrderVerdict(
              state,
              Optional.empty(),
              new WordOrderVerdict.Integers(counted, counted.isPresent()),
              why));
    }
    String why = "physics of " + String.join(", ", witnesses.names());
    return shared(
        new WordOrderVerdict(
            WordOrderVerdict.State.PROVED,
            Optional.of(decided),
            new WordOrderVerdict.Integers(
                Optional.of(counted.orElse(decided)), counted.isPresent() || seenInIntegers()),
            why));
  }

  private WordOrderVerdict shared(WordOrderVerdict verdict) {
    return map.shared(verdict);
  }

  private boolean seenInIntegers() {
    return witnesses.names().stream()
        .flatMap(name -> map.point(name).stream())
        .anyMatch(this::isWitness);
  }

  /** Whether the point is a number of several registers in the map's order. */
  private boolean isWitness(Point point) {
    return point.type().isInteger() && point.orderDependent() && point.order() == documented;
  }

  private void judge(Capture capture) {
    List<PhysicsLaw.PollLaw> laws = map.laws();
    Set<String> asDocumented = witnesses(laws, capture, documented);
    Set<String> reversed = witnesses(laws, capture, documented.reversed());
    boolean clear = asDocumented.isEmpty() != reversed.isEmpty();
    WordOrder speaks = reversed.isEmpty() ? documented : documented.reversed();
    Set<String> points = reversed.isEmpty() ? asDocumented : reversed;
    if (!clear || points.size() < POINTS) {
      candidate = null;
      streak = 0;
      return;
    }
    streak = speaks == candidate ? streak + 1 : 1;
    candidate = speaks;
    if (streak >= POLLS) {
      decided = speaks;
      witnesses = map.shared(new Witnesses(List.copyOf(points)));
    }
  }

  /** Points of the laws that hold in this order and fail in the other. */
  private static Set<String> witnesses(
      List<PhysicsLaw.PollLaw> laws, Capture capture, WordOrder order) {
    Set<String> points = new TreeSet<>();
    for (PhysicsLaw.PollLaw law : laws) {
      if (law.holds(capture.in(order)) && !law.holds(capture.in(order.reversed()))) {
        points.addAll(law.operands());
      }
    }
    return points;
  }
}
