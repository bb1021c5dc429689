package io.ampwire.map;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Connection settings of a device from its map; the inventory may override port, unit and order.
 *
 * @param order word order that the document states for the whole device
 * @param readFunction 3 or 4, for points without their own
 * @param writeFunction 6 or 16, for points without their own
 * @param connectors the connectors of a device with several
 * @param provesBytes whether the device's own readings decide the order of bytes
 */
public record LinkSettings(
    int port,
    int unit,
    WordOrder order,
    int readFunction,
    int writeFunction,
    ReadLimits limits,
    Connectors connectors,
    boolean provesBytes) {

  /** Registers {@code from..to}, both inclusive, whose gaps answer {@code gap}. */
  public record Window(int from, int to, int gap) {
    public boolean covers(int start, int end) {
      return start >= from && end - 1 <= to;
    }
  }

  public int maxRegisters() {
    return limits.maxRegisters();
  }

  public boolean blockReads() {
    return limits.blockReads();
  }

  public List<Window> windows() {
    return limits.windows();
  }

  public Duration spacing() {
    return limits.spacing();
  }

  public Duration writeSpacing() {
    return limits.writeSpacing();
  }

  /** The settings of another connector; the windows of the whole device stay. */
  LinkSettings connector(int number) {
    int shift = connectors.shift(number);
    List<Window> moved = new ArrayList<>(windows());
    for (Window window : windows()) {
      if (window.to() + shift <= 65535) {
        moved.add(new Window(window.from() + shift, window.to() + shift, window.gap()));
      }
    }
    return new LinkSettings(
        port,
        connectors.unit(number, unit),
        order,
        readFunction,
        writeFunction,
        new ReadLimits(
            limits.maxRegisters(),
            limits.blockReads(),
            shift == 0 ? windows() : moved,
            limits.spacing(),
            limits.writeSpacing()),
        connectors,
        provesBytes);
  }
}
