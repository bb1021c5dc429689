package io.ampwire.charger;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Immutable map of an event's further keys, in order; values may be null. It takes a fifth of the
 * memory of a {@link java.util.LinkedHashMap}, because histories keep many events of each charger.
 */
final class EventDetails extends AbstractMap<String, Object> {
  private static final EventDetails NONE = new EventDetails(Map.of());

  /** Each key, followed by its value. */
  private final Object[] pairs;

  private EventDetails(Map<String, Object> details) {
    this.pairs =
        details.entrySet().stream()
            .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
            .toArray();
  }

  static Map<String, Object> of(Map<String, Object> details) {
    return details.isEmpty()
        ? NONE
        : details instanceof EventDetails ? details : new EventDetails(details);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Object>> iterator() {
        return IntStream.range(0, size())
            .<Entry<String, Object>>mapToObj(
                i -> new SimpleImmutableEntry<>((String) pairs[2 * i], pairs[2 * i + 1]))
            .iterator();
      }

      @Override
      public int size() {
        return pairs.length / 2;
      }
    };
  }
}
