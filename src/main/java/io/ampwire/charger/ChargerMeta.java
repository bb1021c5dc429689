package io.ampwire.charger;

import io.ampwire.command.Permissions;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.WordOrderVerdict;
import java.util.Map;
import java.util.Set;

/**
 * Metadata of a charger: its identity, as far as it reports one, and the interpretation of its
 * points.
 *
 * @param unsupported points that this device does not have
 * @param description description from the inventory
 * @param scales factors applied in addition to those of the map, by point
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

  /** Metadata of a charger without a description and with the map's own scales. */
  public ChargerMeta(
      RegisterMap map,
      DeviceIdentity identity,
      WordOrderVerdict verdict,
      Permissions permissions,
      Set<String> unsupported) {
    this(map, identity, verdict, permissions, unsupported, ChargerDescription.NONE, Map.of());
  }

  /** Whether everything that can change is equal. */
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
