package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, Mark> marks = new HashMap<>();
  private WordOrder candidate;
  private int agreed;

  /** Position of a counter, decoded in both orders. */
  private record Mark(long at, double asDocumented, double reversed) {}

  ClockProof(RegisterMap map) {
    this.documented = map.link().order();
    this.counters = map.clocks();
  }

  void reset() {
    marks.clear();
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
    for (String counter : counters) {
      Mark last = marks.get(counter);
      if (last == null || (now - last.at) / 1e9 >= STRETCH) {
        Mark next =
            new Mark(
                now,
                capture.read(counter, documented).number(),
                capture.read(counter, documented.reversed()).number());
        marks.put(counter, next);
        if (last != null) {
          compare(last, next);
        }
      }
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
