package io.ampwire.trust;

import io.ampwire.map.RegisterMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Evidence records of an installation and the keys it trusts; rungs are computed from them. Results
 * are cached only for maps with records, and only the newest of each id, so that unknown maps use
 * no memory.
 */
public final class TrustBook {
  public static final TrustBook EMPTY = new TrustBook(List.of(), TrustList.EMPTY);

  private final List<Evidence> records;
  private final TrustList keys;
  private final Set<String> checked;
  private final Map<String, MapTrust> judged = new ConcurrentHashMap<>();

  public TrustBook(List<Evidence> records, TrustList keys) {
    this(records, keys, Set.of());
  }

  /**
   * @param checked ids of the maps whose decoding is tested with words of an independent source
   */
  public TrustBook(List<Evidence> records, TrustList keys, Set<String> checked) {
    this.records = List.copyOf(records);
    this.keys = keys;
    this.checked = Set.copyOf(checked);
  }

  /** Evaluates the records for this map as it is now. */
  public MapTrust of(RegisterMap map) {
    List<Evidence> own = records.stream().filter(r -> r.map().equals(map.id())).toList();
    if (own.isEmpty()) {
      return new MapTrust(map, List.of(), checked.contains(map.id()));
    }
    return judged.compute(
        map.id(), (id, last) -> last != null && last.map() == map ? last : judge(own, map));
  }

  private MapTrust judge(List<Evidence> own, RegisterMap map) {
    return new MapTrust(
        map,
        own.stream().map(record -> keys.judge(record, map)).toList(),
        checked.contains(map.id()));
  }
}
