package io.ampwire.trust;

import java.util.Optional;

/**
 * Device model and firmware of a proof. A proof for one firmware does not hold for the next.
 *
 * @param reference commercial reference
 * @param firmware version, with dots
 */
public record DeviceVersion(Optional<String> reference, Optional<String> firmware) {
  public static final DeviceVersion UNKNOWN = new DeviceVersion(Optional.empty(), Optional.empty());

  /** Whether both are known; otherwise nothing can be proven for the device. */
  public boolean known() {
    return reference.isPresent() && firmware.isPresent();
  }

  @Override
  public String toString() {
    return reference.orElse("unknown reference") + ", firmware " + firmware.orElse("unknown");
  }
}
