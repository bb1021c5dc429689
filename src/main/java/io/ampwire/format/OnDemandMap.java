package io.ampwire.format;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Read-only map with known keys, whose values are made when they are first asked for and kept. May
 * be used from any thread.
 */
final class OnDemandMap<V> extends AbstractMap<String, V> {
  private final Set<String> keys;
  private final Function<String, V> make;
  private final Map<String, V> made = new ConcurrentHashMap<>();

  OnDemandMap(Collection<String> keys, Function<String, V> make) {
    this.keys = Collections.unmodifiableSet(new LinkedHashSet<>(keys));
    this.make = make;
  }

  @Override
  public V get(Object key) {
    return key instanceof String name && keys.contains(name)
        ? made.computeIfAbsent(name, make)
        : null;
  }

  @Override
  public boolean containsKey(Object key) {
    return keys.contains(key);
  }

  @Override
  public Set<String> keySet() {
    return keys;
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, V>> iterator() {
        return keys.stream().map(key -> Map.entry(key, get(key))).iterator();
      }

      @Override
      public int size() {
        return keys.size();
      }
    };
  }
}
