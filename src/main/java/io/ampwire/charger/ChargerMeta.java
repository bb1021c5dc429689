package io.ampwire.charger;

import io.ampwire.command.Permissions;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.WordOrderVerdict;
import java.util.Map;
import java.util.Set;

/**
 * What a charger is, as far as it reports that, and how its points are understood.
 *
 * @param unsupported points that this device does not have
 * @param description how the inventory describes it
 * @param scales factors in use beside those of the map, by point
 */
public record ChargerMeta(
    RegisterMap map,
    DeviceIdentity identity,
    WordOrderVerdict verdict,
    Permissions permissions,
    Set<String> unsupported,
    ChargerDescription description,
    Map<String, Double> scales) {
  public ChargerMeta {
    unsupported = Set.copyOf(unsupported);
    scales = Map.copyOf(scales);
  }

  /** A charger without a description, whose points are read with the map's own scales. */
  public ChargerMeta(
      RegisterMap map,
      DeviceIdentity identity,
      WordOrderVerdict verdict,
      Permissions permissions,
      Set<String> unsupported) {
    this(map, identity, verdict, permissions, unsupported, ChargerDescription.NONE, Map.of());
  }

  /** Whether what may change is as it was. */
  boolean says(
      DeviceIdentity device,
      WordOrderVerdict order,
      Set<String> missing,
      ChargerDescription described,
      Map<String, Double> factors) {
    return identity.equals(device)
        && verdict.equals(order)
        && unsupported.equals(missing)
        && description.equals(described)
        && scales.equals(factors);
  }
}
