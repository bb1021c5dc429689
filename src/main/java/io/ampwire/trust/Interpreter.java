package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.map.PhysicsLaw;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrder;
import io.ampwire.map.WordOrderChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decoder of a charger's registers in the word order that its own readings prove or that the
 * inventory sets. Until the order is known, it publishes only values that read the same in both
 * orders. It withholds readings that a range law of the map rejects, and those that {@link
 * ScaleProof} contradicts.
 */
public final class Interpreter {
  private final RegisterMap map;
  private final Optional<WordOrderVerdict> pinned;
  private final WordOrderProof proof;
  private final List<Point> points;
  private final List<RangeCheck> ranges;
  private final ScaleProof scales;

  /** Proof of the order of bytes, where the map asks for it. */
  private final Optional<ByteOrderProof> bytes;

  private boolean watched;
  private int failingPolls;

  public Interpreter(RegisterMap map, WordOrderChoice choice) {
    this(map, choice, ScaleChoice.AS_DOCUMENTED);
  }

  public Interpreter(RegisterMap map, WordOrderChoice choice, ScaleChoice scale) {
    this.scales = new ScaleProof(map, scale);
    this.map = map;
    this.bytes = map.link().provesBytes() ? Optional.of(new ByteOrderProof(map)) : Optional.empty();
    this.pinned = pinned(map, choice).map(verdict -> map.shared(verdict));
    this.proof = new WordOrderProof(map);
    this.points = map.points();
    this.ranges = map.derived(RangeCheck.All.class, RangeCheck.All::of).checks();
  }

  /** Restarts all proofs because another device or firmware answers. */
  public void reset() {
    proof.reset();
    scales.reset();
    watched = true;
    failingPolls = 0;
  }

  /**
   * Power readings whose scale differs from the map's; each is returned once per device and
   * firmware.
   */
  public List<ScaleProof.Contradiction> scaleNews() {
    return scales.news();
  }

  /**
   * Powers that contradict voltage times current by no power of ten; each is returned once per
   * device and firmware.
   */
  public List<ScaleProof.Mismatch> powerNews() {
    return scales.mismatches();
  }

  /** Factors applied in addition to those of the map, by point. */
  public Map<String, Double> scaleFactors() {
    return scales.factors();
  }

  /** Factors by which power readings contradict the map; 0 while none fits yet. */
  Map<String, Double> contradictedScales() {
    return scales.contradicted();
  }

  /** Whether laws of physics hold in the other order only, although the order is pinned. */
  boolean pinnedOrderFails() {
    return failingPolls >= WordOrderProof.POLLS;
  }

  private void checkPinned(Capture capture) {
    WordOrder order = pinned.orElseThrow().order().orElseThrow();
    boolean holds = false;
    boolean reversed = false;
    for (PhysicsLaw.PollLaw law : map.laws()) {
      boolean here = law.holds(capture.in(order));
      boolean there = law.holds(capture.in(order.reversed()));
      holds |= here && !there;
      reversed |= there && !here;
    }
    failingPolls = reversed && !holds ? failingPolls + 1 : 0;
  }

  /**
   * Readings of a completed poll, by position in the map.
   *
   * @param now monotonic time, ns
   */
  public Reading[] interpret(Capture capture, long now) {
    bytes.ifPresent(order -> order.observe(capture));
    if (bytesUndecided()) {
      return readableInBoth(capture);
    }
    Reading[] readings = readings(capture, words());
    if (pinned.isEmpty()) {
      WordOrderVerdict before = proof.verdict();
      proof.observe(capture, now, doubtful(readings));
      WordOrderVerdict after = proof.verdict();
      if (!after.order().equals(before.order()) || !after.integers().equals(before.integers())) {
        readings = readings(capture, after);
      }
    }
    if (watched && pinned.isPresent()) {
      checkPinned(capture);
    }
    scales.apply(capture, readings, this::wordOrder, now);
    return readings;
  }

  /** Order in which a point is written; empty while it is undecided. */
  public Optional<WordOrder> order(Point point) {
    if (point.isBit()) {
      return Optional.of(point.order());
    }
    return bytesUndecided() ? Optional.empty() : wordOrder(point).map(this::onTheWire);
  }

  private Optional<WordOrder> wordOrder(Point point) {
    if (!point.orderDependent() || point.order() != map.link().order()) {
      return Optional.of(point.order());
    }
    WordOrderVerdict verdict = words();
    return point.type().isFloat() ? verdict.order() : verdict.integers().order();
  }

  private boolean bytesUndecided() {
    return bytes.isPresent() && bytes.get().swapped().isEmpty();
  }

  private boolean bytesSwapped() {
    return bytes.isPresent() && bytes.get().swapped().orElse(false);
  }

  private WordOrder onTheWire(WordOrder order) {
    return bytesSwapped() ? order.bytesReversed() : order;
  }

  /** Values that read the same in both orders of bytes. */
  private Reading[] readableInBoth(Capture capture) {
    capture.swapBytes(true);
    Reading[] reversed = readings(capture, words());
    capture.swapBytes(false);
    Reading[] readings = readings(capture, words());
    for (int i = 0; i < readings.length; i++) {
      boolean same = readings[i].equals(reversed[i]) || points.get(i).isBit();
      readings[i] = same || readings[i] == Reading.NOT_READ ? readings[i] : Reading.UNDECIDED;
    }
    return readings;
  }

  /** Current verdict on the order of words and bytes on the wire, and its basis. */
  public WordOrderVerdict verdict() {
    WordOrderVerdict words = words();
    if (bytesUndecided()) {
      return new WordOrderVerdict(
          WordOrderVerdict.State.PROVING,
          Optional.empty(),
          new WordOrderVerdict.Integers(Optional.empty(), false),
          "needs readings that decide the order of bytes");
    }
    return bytesSwapped()
        ? new WordOrderVerdict(
            words.state(),
            words.order().map(this::onTheWire),
            new WordOrderVerdict.Integers(
                words.integers().order().map(this::onTheWire), words.integers().proved()),
            words.why() + "; bytes swapped by " + String.join(", ", bytes.get().witnesses()))
        : words;
  }

  /** Verdict on the order of words, whatever the order of bytes. */
  private WordOrderVerdict words() {
    return pinned.isPresent() ? pinned.get() : proof.verdict();
  }

  /** Whether the proved order differs from the one that the map's document states. */
  public boolean contradictsMap() {
    WordOrderVerdict verdict = verdict();
    boolean proved = verdict.state() == WordOrderVerdict.State.PROVED || bytesSwapped();
    return proved && verdict.order().filter(order -> order != map.link().order()).isPresent();
  }

  private static Optional<WordOrderVerdict> pinned(RegisterMap map, WordOrderChoice choice) {
    return switch (choice) {
      case PROVE -> Optional.empty();
      case AS_DOCUMENTED -> pinned(map.link().order(), "as documented");
      case HIGH_WORD_FIRST -> pinned(WordOrder.HIGH_WORD_FIRST, "by the inventory");
      case LOW_WORD_FIRST -> pinned(WordOrder.LOW_WORD_FIRST, "by the inventory");
    };
  }

  private static Optional<WordOrderVerdict> pinned(WordOrder order, String why) {
    Optional<WordOrder> to = Optional.of(order);
    return Optional.of(
        new WordOrderVerdict(
            WordOrderVerdict.State.PINNED, to, new WordOrderVerdict.Integers(to, false), why));
  }

  private Reading[] readings(Capture capture, WordOrderVerdict verdict) {
    Reading[] readings = new Reading[points.size()];
    for (int i = 0; i < readings.length; i++) {
      Point point = points.get(i);
      Optional<WordOrder> order =
          point.type().isFloat() ? verdict.order() : verdict.integers().order();
      readings[i] =
          point.orderDependent()
              ? ordered(capture, i, point, order)
              : capture.read(i, point.order());
    }
    ranges.forEach(range -> range.apply(capture, readings));
    return readings;
  }

  private Reading ordered(Capture capture, int i, Point point, Optional<WordOrder> order) {
    // A point whose documented order differs from the rest of the map keeps its own order.
    boolean own = point.order() != map.link().order();
    if (own) {
      return capture.read(i, point.order());
    }
    if (order.isPresent()) {
      return capture.read(i, order.get());
    }
    Reading one = capture.read(i, point.order());
    return one.equals(capture.read(i, point.order().reversed())) ? one : Reading.UNDECIDED;
  }

  private boolean doubtful(Reading[] readings) {
    for (int i = 0; i < readings.length; i++) {
      if (readings[i].isImplausible() && points.get(i).orderDependent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Filter for readings that a range law of the map rejects, such as a mains frequency of zero or a
   * voltage of -0.0. A value that cannot prove a word order is not published as a good reading
   * either. The only exception is a phase without voltage. Its zero counts if all its registers are
   * zero and another point of the same law reads in range.
   */
  private static final class RangeCheck {
    private final PhysicsLaw.InRange law;
    private final int[] positions;

    private RangeCheck(PhysicsLaw.InRange law, int[] positions) {
      this.law = law;
      this.positions = positions;
    }

    /** The checks of a map, which all of its chargers share. */
    private record All(List<RangeCheck> checks) {
      private static All of(RegisterMap map) {
        return new All(
            map.physics().stream()
                .flatMap(relation -> relation.range().stream())
                .map(
                    law ->
                        new RangeCheck(
                            law, law.points().stream().mapToInt(map::position).toArray()))
                .toList());
      }
    }

    /** Replaces readings of a poll that the law rejects. */
    private void apply(Capture capture, Reading[] readings) {
      boolean live = false;
      for (int position : positions) {
        live |= law.admits(readings[position].number());
      }
      for (int position : positions) {
        Reading reading = readings[position];
        if (!reading.isValue() || law.admits(reading.number())) {
          continue;
        }
        boolean zero = capture.isZero(position);
        if (!zero) {
          readings[position] = new Reading.Implausible(refusal(reading));
        } else if (!live) {
          readings[position] = new Reading.Unavailable(refusal(reading));
        }
      }
    }

    private String refusal(Reading reading) {
      return reading.describe() + " is outside " + law.min() + ".." + law.max();
    }
  }
}
