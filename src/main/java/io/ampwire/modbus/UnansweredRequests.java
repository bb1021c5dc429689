package io.ampwire.modbus;

import io.ampwire.link.ModbusRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * Requests on one RTU line whose answer may still arrive. RTU frames have no transaction id, so a
 * late answer looks like the answer to the next request of the same unit and function. Outlives the
 * connection, because a serial server forwards late bytes to the next one. Safe for use from any
 * thread.
 */
final class UnansweredRequests {
  /** Time after which a device has forgotten a request, ns. */
  private static final long HORIZON = 10_000_000_000L;

  /** At most one entry per unit and function. */
  private final Map<Integer, Open> open = new HashMap<>();

  private record Open(int count, long until) {}

  synchronized void add(ModbusRequest abandoned, long now) {
    open.merge(
        key(abandoned.unit(), abandoned.function()),
        new Open(1, now + HORIZON),
        (before, after) -> new Open(before.count + 1, after.until));
  }

  /** Whether a late answer could be taken for the answer to this request. */
  synchronized boolean resemble(ModbusRequest request, long now) {
    Open before = open.get(key(request.unit(), request.function()));
    return before != null && before.until - now > 0;
  }

  /** Records that one late answer has arrived. */
  synchronized void arrived(int unit, int function) {
    open.computeIfPresent(
        key(unit, function),
        (key, before) -> before.count == 1 ? null : new Open(before.count - 1, before.until));
  }

  /** Records that no late answer can arrive any more. */
  synchronized void settled(ModbusRequest request) {
    open.remove(key(request.unit(), request.function()));
  }

  private static int key(int unit, int function) {
    return unit << 8 | function & 0x7F;
  }
}
