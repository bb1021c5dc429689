package io.ampwire.charger;

import java.util.List;
import java.util.Optional;

/**
 * Display data of a charger from the inventory: its name and place. The bridge's behaviour does not
 * depend on it. A change reaches {@code meta}, the API and Home Assistant while the charger keeps
 * its connection and its control.
 *
 * @param name name shown instead of the id
 * @param site place that several chargers may share; an area in Home Assistant
 * @param tags words for search and grouping, in the order of the inventory
 */
public record ChargerDescription(Optional<String> name, Optional<String> site, List<String> tags) {
  public static final ChargerDescription NONE =
      new ChargerDescription(Optional.empty(), Optional.empty(), List.of());

  public ChargerDescription {
    tags = List.copyOf(tags);
  }
}
