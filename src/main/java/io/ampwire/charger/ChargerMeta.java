package io.ampwire.charger;

import io.ampwire.command.Permissions;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.WordOrderVerdict;
import java.util.Set;

/**
 * What a charger is, as far as it said, and how its points are to be understood.
 *
 * @param unsupported points that this device does not have
 * @param description what the inventory calls it
 */
public record ChargerMeta(
    RegisterMap map,
    DeviceIdentity identity,
    WordOrderVerdict verdict,
    Permissions permissions,
    Set<String> unsupported,
    ChargerDescription description) {
  public ChargerMeta {
    unsupported = Set.copyOf(unsupported);
  }

  /** A charger that the inventory does not describe. */
  public ChargerMeta(
      RegisterMap map,
      DeviceIdentity identity,
      WordOrderVerdict verdict,
      Permissions permissions,
      Set<String> unsupported) {
    this(map, identity, verdict, permissions, unsupported, ChargerDescription.NONE);
  }

  /** Whether what may change is as it was. */
  boolean says(
      DeviceIdentity device, WordOrderVerdict order, Set<String> missing, ChargerDescription described) {
    return identity.equals(device)
        && verdict.equals(order)
        && unsupported.equals(missing)
        && description.equals(described);
  }
}
