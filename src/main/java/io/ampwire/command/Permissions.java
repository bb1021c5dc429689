package io.ampwire.command;

import static io.ampwire.command.Outcome.rejected;

import io.ampwire.map.ControlMode;
import io.ampwire.map.Point;
import io.ampwire.map.PointAccess;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Permissions of commands for one charger, from the inventory: which commands it permits, and the
 * refusals of the others.
 *
 * @param maxCurrent current limit of the outlet set by the installer, A; control requires it
 * @param lease how long control lasts after its last renewal
 * @param allowWrites writable points besides the set point
 * @param accepted risks that the operator accepts
 * @param armFailsafe whether taking control switches on a fail-safe of the charger that is off
 * @param resumeWithin longest absence of bridge or broker after which a standing intent resumes
 * @param spread longest random delay of an increase
 */
public record Permissions(
    ControlMode mode,
    OptionalLong maxCurrent,
    Duration lease,
    Set<String> allowWrites,
    Accepted accepted,
    boolean armFailsafe,
    Duration resumeWithin,
    Duration spread) {

  public static final Permissions MONITOR_ONLY =
      new Permissions(
          ControlMode.NONE, OptionalLong.empty(), Duration.ofSeconds(60), Set.of(), false, false);

  /**
   * Risks that the operator of a charger accepts.
   *
   * @param noFailsafe whether control is allowed although the charger has no fallback
   * @param fallback whether control is allowed although the fallback exceeds {@code maxCurrent}
   * @param references commercial references that count as the map's device
   */
  public record Accepted(boolean noFailsafe, boolean fallback, Set<String> references) {
    public Accepted {
      references = Set.copyOf(references);
    }
  }

  /**
   * Creates permissions with the default time to resume and no spread, which leave a fail-safe as
   * it is.
   */
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
        new Accepted(acceptNoFailsafe, acceptFallback, Set.of()),
        false,
        Duration.ofMinutes(10),
        Duration.ZERO);
  }

  public Permissions {
    allowWrites = Set.copyOf(allowWrites);
  }

  public boolean control() {
    return mode != ControlMode.NONE && maxCurrent.isPresent();
  }

  /** Refusal of every command; empty where the inventory permits control. */
  public Optional<Outcome> refusalOfControl() {
    return control()
        ? Optional.empty()
        : Optional.of(
            rejected(
                Code.CONTROL_DISABLED,
                "the inventory does not permit control of this charger; set max-current and"
                    + " control"));
  }

  /** Refusal of a write to that point; empty if it is the set point or allowed by name. */
  public Optional<Outcome> refusalOfWrite(Point point, boolean setPoint) {
    boolean permitted = setPoint || allowWrites.contains(point.name());
    return permitted && point.write().isPresent() && point.access() != PointAccess.READ
        ? Optional.empty()
        : Optional.of(
            rejected(
                Code.NOT_WRITABLE,
                point.name()
                    + " is not writable here; writable points besides the set point are named in"
                    + " allow-writes"));
  }
}
