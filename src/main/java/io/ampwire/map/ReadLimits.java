package io.ampwire.map;

import java.time.Duration;
import java.util.List;

/**
 * Limits of a device for one read request.
 *
 * @param maxRegisters most registers of one read, at most 125
 * @param blockReads false if each point needs its own read
 * @param windows address ranges in which a read may include unmapped registers
 * @param spacing minimum time between an answer and the next request
 */
public record ReadLimits(
    int maxRegisters, boolean blockReads, List<LinkSettings.Window> windows, Duration spacing) {
  public ReadLimits {
    windows = List.copyOf(windows);
  }
}
