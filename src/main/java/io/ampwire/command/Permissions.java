package io.ampwire.command;

import io.ampwire.map.ControlMode;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the inventory lets commands do to one charger.
 *
 * @param maxCurrent the installer's limit of the outlet, A; without it there is no control
 * @param lease how long control outlives its last sign of life
 * @param allowWrites writable points besides the set point
 * @param acceptNoFailsafe control although the charger would not fall back by itself
 * @param acceptFallback control although it would fall back to more than {@code maxCurrent}
 */
public record Permissions(
    ControlMode mode,
    OptionalLong maxCurrent,
    Duration lease,
    Set<String> allowWrites,
    boolean acceptNoFailsafe,
    boolean acceptFallback) {

  public static final Permissions MONITOR_ONLY =
      new Permissions(
          ControlMode.NONE, OptionalLong.empty(), Duration.ofSeconds(60), Set.of(), false, false);

  public Permissions {
    allowWrites = Set.copyOf(allowWrites);
  }

  public boolean control() {
    return mode != ControlMode.NONE && maxCurrent.isPresent();
  }
}
