package io.ampwire.map;

import java.time.Duration;
import java.util.List;

/**
 * What a device allows in one read request.
 *
 * @param maxRegisters most registers of one read, at most 125
 * @param blockReads false where each point needs a read of its own
 * @param windows address ranges in which unmapped registers may be read along
 * @param spacing least time between an answer and the next request
 */
public record ReadLimits(
    int maxRegisters, boolean blockReads, List<LinkSettings.Window> windows, Duration spacing) {
  public ReadLimits {
    windows = List.copyOf(windows);
  }
}
