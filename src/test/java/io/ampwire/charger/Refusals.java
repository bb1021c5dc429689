package io.ampwire.charger;

import io.ampwire.link.ModbusRequest;
import io.ampwire.map.LinkSettings.Window;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The exceptions with which a scripted charger answers; 0 is none. */
final class Refusals {
  private final RegisterMap map;
  private final Set<Integer> legal = new HashSet<>();
  private final Map<Integer, Integer> reads = new HashMap<>();
  private final Map<Integer, Integer> writes = new HashMap<>();
  private int everywhere;

  Refusals(RegisterMap map) {
    this.map = map;
    for (Point point : map.points()) {
      mark(point.address(), point.end());
    }
    for (Window window : map.link().windows()) {
      mark(window.from(), window.to() + 1);
    }
  }

  private void mark(int from, int end) {
    IntStream.range(from, end).forEach(legal::add);
  }

  /** For reads that touch the point. */
  void read(String name, int code) {
    reads.put(map.point(name).orElseThrow().address(), code);
  }

  /** For every read. */
  void reads(int code) {
    everywhere = code;
  }

  /** For writes that begin at the point. */
  void write(String name, int code) {
    writes.put(map.point(name).orElseThrow().address(), code);
  }

  int of(ModbusRequest.Write write) {
    return writes.getOrDefault(write.address(), 0);
  }

  int of(ModbusRequest.Read read) {
    if (everywhere > 0) {
      return everywhere;
    }
    for (int i = read.address(); i < read.address() + read.count(); i++) {
      if (reads.getOrDefault(i, 0) > 0) {
        return reads.get(i);
      }
      if (!legal.contains(i)) {
        return 2;
      }
    }
    return 0;
  }
}
