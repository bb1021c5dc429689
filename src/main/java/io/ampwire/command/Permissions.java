package io.ampwire.command;

import io.ampwire.map.ControlMode;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Permissions of commands for one charger, from the inventory.
 *
 * @param maxCurrent current limit of the outlet set by the installer, A; control requires it
 * @param lease how long control lasts after its last renewal
 * @param allowWrites writable points besides the set point
 * @param acceptNoFailsafe whether control is allowed although the charger has no fallback
 * @param acceptFallback whether control is allowed although the fallback exceeds {@code maxCurrent}
 * @param resumeWithin longest absence of bridge or broker after which a standing intent resumes
 * @param spread longest random delay of an increase
 * @param acceptReferences commercial references that the operator accepts
 * @param armFailsafe whether taking control switches on a fail-safe of the charger that is off
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
    Set<String> acceptReferences,
    boolean armFailsafe) {

  public static final Permissions MONITOR_ONLY =
      new Permissions(
          ControlMode.NONE, OptionalLong.empty(), Duration.ofSeconds(60), Set.of(), false, false);

  /** Creates permissions that leave a fail-safe as it is. */
  public Permissions(
      ControlMode mode,
      OptionalLong maxCurrent,
      Duration lease,
      Set<String> allowWrites,
      boolean acceptNoFailsafe,
      boolean acceptFallback,
      Duration resumeWithin,
      Duration spread,
      Set<String> acceptReferences) {
    this(
        mode,
        maxCurrent,
        lease,
        allowWrites,
        acceptNoFailsafe,
        acceptFallback,
        resumeWithin,
        spread,
        acceptReferences,
        false);
  }

  /** Creates permissions with default times and no spread. */
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
