package io.ampwire.sparkplug;

import io.ampwire.map.ChargerId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Store of values that could not be published in time. It is in memory and bounded; beyond its
 * bound the oldest values of all devices are dropped and counted. Confined to the edge node's
 * scheduler.
 */
final class History {
  /** Memory of a record besides its bytes. */
  private static final int OVERHEAD = 128;

  private final long most;
  private final Map<Long, Entry> entries = new LinkedHashMap<>();
  private final Map<ChargerId, Deque<Long>> devices = new HashMap<>();
  private long last;
  private long bytes;
  private long values;
  private long dropped;

  /**
   * Values of one poll of one device.
   *
   * @param count number of values
   * @param metrics encoded metrics, each marked as historical
   */
  record Entry(ChargerId device, int count, byte[] metrics) {
    static Entry of(ChargerId device, List<Metric> metrics) {
      return new Entry(
          device,
          metrics.size(),
          PayloadEncoder.metrics(metrics.stream().map(Metric::history).toList()));
    }
  }

  /**
   * @param most bound in bytes
   */
  History(long most) {
    this.most = most;
  }

  void add(Entry entry) {
    entries.put(++last, entry);
    devices.computeIfAbsent(entry.device(), id -> new ArrayDeque<>()).add(last);
    bytes += size(entry);
    values += entry.count();
    while (bytes > most) {
      Entry oldest = entries.values().iterator().next();
      take(oldest.device());
      dropped += oldest.count();
    }
  }

  private static long size(Entry entry) {
    return entry.metrics().length + OVERHEAD;
  }

  /** Removes and returns the oldest record of the first device that the condition admits. */
  Optional<Entry> next(Predicate<ChargerId> admitted) {
    for (ChargerId device : devices.keySet()) {
      if (admitted.test(device)) {
        return Optional.of(take(device));
      }
    }
    return Optional.empty();
  }

  private Entry take(ChargerId device) {
    Deque<Long> keys = devices.get(device);
    Entry taken = entries.remove(keys.poll());
    if (keys.isEmpty()) {
      devices.remove(device);
    }
    bytes -= size(taken);
    values -= taken.count();
    return taken;
  }

  /** Drops the records of a device that left. */
  void forget(ChargerId device) {
    while (devices.containsKey(device)) {
      take(device);
    }
  }

  /** Number of values that wait. */
  long values() {
    return values;
  }

  /** Number of values that the bound dropped. */
  long dropped() {
    return dropped;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}
