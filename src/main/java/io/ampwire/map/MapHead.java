package io.ampwire.map;

import java.util.List;
import java.util.Optional;

/**
 * What a map says of itself; nothing in here changes what a register means.
 *
 * @param manufacturer empty where chargers of several makers speak this map
 * @param document the maker's document that it was written down from
 * @param notes conflicts, doubts and settings that no field can say
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
