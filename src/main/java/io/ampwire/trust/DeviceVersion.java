package io.ampwire.trust;

import java.util.Optional;

/**
 * Device model and firmware that something was proven on. Proof for one firmware says nothing about
 * the next.
 *
 * @param reference commercial reference
 * @param firmware its version, dotted
 */
public record DeviceVersion(Optional<String> reference, Optional<String> firmware) {
  public static final DeviceVersion UNKNOWN = new DeviceVersion(Optional.empty(), Optional.empty());

  /** Whether both are known; only then can something be proven for it. */
  public boolean known() {
    return reference.isPresent() && firmware.isPresent();
  }

  @Override
  public String toString() {
    return reference.orElse("unknown reference") + ", firmware " + firmware.orElse("unknown");
  }
}
