package io.ampwire.trust;

import io.ampwire.map.RegisterMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Everything that is known about how far maps are proven; rungs are computed from it. */
public final class TrustBook {
  public static final TrustBook EMPTY = new TrustBook(List.of(), TrustList.NOBODY);

  private final List<Evidence> records;
  private final TrustList keys;
  private final Map<String, MapTrust> judged = new ConcurrentHashMap<>();

  public TrustBook(List<Evidence> records, TrustList keys) {
    this.records = List.copyOf(records);
    this.keys = keys;
  }

  /** What the records say of this map as it is now. */
  public MapTrust of(RegisterMap map) {
    return judged.computeIfAbsent(map.digest(), digest -> judge(map));
  }

  private MapTrust judge(RegisterMap map) {
    return new MapTrust(
        map,
        records.stream()
            .filter(record -> record.map().equals(map.id()))
            .map(record -> keys.judge(record, map))
            .toList());
  }
}
