package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.List;
import java.util.Optional;

/**
 * Proof of the word order of whole numbers by a register that counts seconds. It advances with the
 * bridge's clock in the right order and by thousands in the wrong one. Three periods of five
 * seconds must agree.
 */
final class ClockProof {
  private static final double STRETCH = 5;
  private static final double SLACK = 2;
  private static final int AGREE = 3;

  private final WordOrder documented;
  private final List<String> counters;

  /**
   * By position in {@link #counters}; empty before the first poll, and once the order is proved.
   */
  private Mark[] marks = {};

  private WordOrder candidate;
  private int agreed;

  /** Position of a counter, decoded in both orders. */
  private record Mark(long at, double asDocumented, double reversed) {}

  /** Points of a map that count seconds. */
  private record Counters(List<String> names) {
    private static Counters of(RegisterMap map) {
      return new Counters(map.clocks());
    }
  }

  ClockProof(RegisterMap map) {
    this.documented = map.link().order();
    this.counters = map.derived(Counters.class, Counters::of).names();
  }

  void reset() {
    marks = new Mark[0];
    candidate = null;
    agreed = 0;
  }

  Optional<WordOrder> order() {
    return agreed >= AGREE ? Optional.of(candidate) : Optional.empty();
  }

  void observe(Capture capture, long now) {
    if (agreed >= AGREE) {
      return;
    }
    if (marks.length == 0) {
      marks = new Mark[counters.size()];
    }
    for (int i = 0; i < counters.size(); i++) {
      Mark last = marks[i];
      if (last == null || (now - last.at) / 1e9 >= STRETCH) {
        String counter = counters.get(i);
        Mark next =
            new Mark(
                now,
                capture.read(counter, documented).number(),
                capture.read(counter, documented.reversed()).number());
        marks[i] = next;
        if (last != null) {
          compare(last, next);
        }
      }
    }
    if (agreed >= AGREE) {
      marks = new Mark[0];
    }
  }

  private void compare(Mark last, Mark next) {
    double seconds = (next.at - last.at) / 1e9;
    boolean asDocumented = advances(next.asDocumented - last.asDocumented, seconds);
    boolean reversed = advances(next.reversed - last.reversed, seconds);
    if (asDocumented == reversed) {
      return;
    }
    WordOrder speaks = asDocumented ? documented : documented.reversed();
    agreed = speaks == candidate ? agreed + 1 : 1;
    candidate = speaks;
  }

  private static boolean advances(double by, double seconds) {
    return by > 0 && Math.abs(by - seconds) <= SLACK;
  }
}
