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
 * @param resumeWithin longest absence of bridge or broker after which a standing intent comes back
 * @param spread longest random delay of an increase
 * @param acceptReferences commercial references that the operator answers for
 */
public record Permissions(
    ControlMode mode,
    OptionalLong maxCurrent,
    Duration lease,
    Set<String> allowWrites,
    boolean acceptNoFailsafe,
    boolean acceptFallback,
    Duration resumeWithin,
    Duration spread,
    Set<String> acceptReferences) {

  public static final Permissions MONITOR_ONLY =
      new Permissions(
          ControlMode.NONE, OptionalLong.empty(), Duration.ofSeconds(60), Set.of(), false, false);

  /** Permissions with the usual patience and no spread. */
  public Permissions(
      ControlMode mode,
      OptionalLong maxCurrent,
      Duration lease,
      Set<String> allowWrites,
      boolean acceptNoFailsafe,
      boolean acceptFallback) {
    this(
        mode,
        maxCurrent,
        lease,
        allowWrites,
        acceptNoFailsafe,
        acceptFallback,
        Duration.ofMinutes(10),
        Duration.ZERO,
        Set.of());
  }

  public Permissions {
    allowWrites = Set.copyOf(allowWrites);
    acceptReferences = Set.copyOf(acceptReferences);
  }

  public boolean control() {
    return mode != ControlMode.NONE && maxCurrent.isPresent();
  }
}
