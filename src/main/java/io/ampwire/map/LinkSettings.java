package io.ampwire.map;

import java.time.Duration;
import java.util.List;

/**
 * How the device is reached and what it lets a master ask.
 *
 * @param maxRegisters most registers of one read, at most 125
 * @param blockReads false where each point needs a read of its own
 * @param windows stretches in which unmapped registers may be read along
 * @param spacing how long the device wants to rest between an answer and the next request
 */
public record LinkSettings(
    int port,
    int unit,
    WordOrder order,
    int readFunction,
    int writeFunction,
    int maxRegisters,
    boolean blockReads,
    List<Window> windows,
    Duration spacing) {

  /** Registers {@code from..to}, both inside, whose gaps answer {@code gap}. */
  public record Window(int from, int to, int gap) {
    public boolean covers(int start, int end) {
      return start >= from && end - 1 <= to;
    }
  }

  public LinkSettings {
    windows = List.copyOf(windows);
  }

  /** A device that needs no rest between requests. */
  public LinkSettings(
      int port,
      int unit,
      WordOrder order,
      int readFunction,
      int writeFunction,
      int maxRegisters,
      boolean blockReads,
      List<Window> windows) {
    this(
        port,
        unit,
        order,
        readFunction,
        writeFunction,
        maxRegisters,
        blockReads,
        windows,
        Duration.ZERO);
  }
}
