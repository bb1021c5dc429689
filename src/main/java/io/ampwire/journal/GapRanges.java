package io.ampwire.journal;

import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.Journal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Dropped documents that are not announced yet, as the fewest ranges per kind, charger and boot. A
 * range that was returned may grow; the rest is announced after it. May be used from any thread.
 */
final class GapRanges {
  /**
   * Last number of a range by {@code kind charger boot from}; the number is padded so that it
   * sorts.
   */
  private final TreeMap<String, Long> ranges = new TreeMap<>();

  private final Set<String> handedOut = new HashSet<>();
  private boolean changed;

  /** Loads the ranges of an earlier run. */
  synchronized void load(Map<String, Long> saved) {
    saved.forEach(ranges::putIfAbsent);
  }

  synchronized void drop(Journal.Label label) {
    String key = key(label, label.seq());
    Map.Entry<String, Long> before = ranges.floorEntry(key);
    boolean same = before != null && prefix(before.getKey()).equals(prefix(key));
    if (same && before.getValue() >= label.seq()) {
      return;
    }
    changed = true;
    if (same && before.getValue() == label.seq() - 1) {
      ranges.put(before.getKey(), label.seq());
    } else {
      ranges.put(key, label.seq());
    }
  }

  /** The ranges that were not returned since the last rewind. */
  synchronized List<Journal.Gap> next() {
    List<Journal.Gap> gaps = new ArrayList<>();
    ranges.forEach(
        (key, to) -> {
          if (handedOut.add(key)) {
            gaps.add(new Journal.Gap(label(key), to));
          }
        });
    return gaps;
  }

  synchronized void rewind() {
    handedOut.clear();
  }

  synchronized void announced(Journal.Gap gap) {
    String key = key(gap.from(), gap.from().seq());
    handedOut.remove(key);
    Long to = ranges.remove(key);
    if (to != null) {
      changed = true;
      if (to > gap.to()) {
        ranges.put(key(gap.from(), gap.to() + 1), to);
      }
    }
  }

  synchronized int size() {
    return ranges.size();
  }

  /** All ranges, if they changed since the last call. */
  synchronized Optional<Map<String, Long>> changes() {
    if (!changed) {
      return Optional.empty();
    }
    changed = false;
    return Optional.of(new TreeMap<>(ranges));
  }

  /** Marks the ranges as not saved. */
  synchronized void unsaved() {
    changed = true;
  }

  private static String key(Journal.Label label, long seq) {
    return "%s %s %s %019d"
        .formatted(
            label.kind(), label.charger().map(ChargerId::value).orElse("_"), label.boot(), seq);
  }

  private static String prefix(String key) {
    return key.substring(0, key.lastIndexOf(' '));
  }

  private static Journal.Label label(String key) {
    String[] parts = key.split(" ");
    return new Journal.Label(
        Journal.Kind.valueOf(parts[0]),
        parts[1].equals("_") ? Optional.empty() : Optional.of(new ChargerId(parts[1])),
        parts[2],
        Long.parseLong(parts[3]));
  }
}
