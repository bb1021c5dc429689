package io.ampwire.map;

import java.time.Duration;
import java.util.List;

/**
 * Limits of a device for its requests.
 *
 * @param maxRegisters most registers of one read, at most 125
 * @param blockReads false if each point needs its own read
 * @param windows address ranges in which a read may include unmapped registers
 * @param spacing minimum time between an answer and the next request
 * @param writeSpacing minimum time between two writes
 */
public record ReadLimits(
    int maxRegisters,
    boolean blockReads,
    List<LinkSettings.Window> windows,
    Duration spacing,
    Duration writeSpacing) {

  /** Limits of a device that takes writes at any time. */
  public ReadLimits(
      int maxRegisters, boolean blockReads, List<LinkSettings.Window> windows, Duration spacing) {
    this(maxRegisters, blockReads, windows, spacing, Duration.ZERO);
  }

  public ReadLimits {
    windows = List.copyOf(windows);
  }
}
