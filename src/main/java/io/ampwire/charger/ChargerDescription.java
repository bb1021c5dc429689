package io.ampwire.charger;

import java.util.List;
import java.util.Optional;

/**
 * What people call a charger and where it stands, as the inventory says it. Nothing in the bridge
 * depends on it: a change reaches {@code meta}, the API and Home Assistant while the charger keeps
 * its connection and its control.
 *
 * @param name shown instead of the id
 * @param site place that several chargers may share; an area in Home Assistant
 * @param tags words to search and group by, in the order of the inventory
 */
public record ChargerDescription(Optional<String> name, Optional<String> site, List<String> tags) {
  public static final ChargerDescription NONE =
      new ChargerDescription(Optional.empty(), Optional.empty(), List.of());

  public ChargerDescription {
    tags = List.copyOf(tags);
  }
}
