package io.ampwire.map;

import java.util.List;
import java.util.Optional;

/**
 * Descriptive data of a map; it does not change the meaning of a register.
 *
 * @param manufacturer empty if chargers of several makers use this map
 * @param document the maker's document that the map is based on
 * @param notes conflicts, doubts and settings that no other field can express
 */
public record MapHead(
    String id,
    String title,
    Optional<String> manufacturer,
    int revision,
    String document,
    String licence,
    List<Source> sources,
    List<String> notes) {
  public MapHead {
    sources = List.copyOf(sources);
    notes = List.copyOf(notes);
  }
}
