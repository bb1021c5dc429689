package io.ampwire.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents that wait for their turn while a connection is up, in order for each charger and in
 * turn among them. A newer state takes the place of an unsent one that nothing followed, so a slow
 * broker gets the newest first; what was displaced is handed back.
 */
final class Lineup {
  private static final int ROOM = 64;

  private final Map<Object, Deque<Parcel>> queues = new HashMap<>();
  private final Deque<Object> turns = new ArrayDeque<>();

  /** What has no place any more. */
  Optional<Parcel> add(Parcel parcel) {
    Object key = parcel.document().charger().<Object>map(id -> id).orElse("");
    Deque<Parcel> queue = queues.computeIfAbsent(key, k -> new ArrayDeque<>());
    Parcel displaced = null;
    if (isState(parcel) && !queue.isEmpty() && isState(queue.peekLast())) {
      displaced = queue.removeLast();
    } else if (queue.isEmpty()) {
      turns.add(key);
    } else if (queue.size() >= ROOM) {
      displaced = queue.removeFirst();
    }
    queue.addLast(parcel);
    return Optional.ofNullable(displaced);
  }

  /** The next document, of the charger whose turn it is. */
  Optional<Parcel> next() {
    Object key = turns.poll();
    if (key == null) {
      return Optional.empty();
    }
    Deque<Parcel> queue = queues.get(key);
    Parcel parcel = queue.removeFirst();
    if (!queue.isEmpty()) {
      turns.add(key);
    }
    return Optional.of(parcel);
  }

  boolean isEmpty() {
    return turns.isEmpty();
  }

  /** Forgets a charger that is gone, and hands back what waited. */
  List<Parcel> forget(Object key) {
    turns.remove(key);
    return List.copyOf(Optional.ofNullable(queues.remove(key)).orElse(new ArrayDeque<>()));
  }

  /** Hands back everything that waits. */
  List<Parcel> clear() {
    List<Parcel> all = new ArrayList<>();
    for (Optional<Parcel> next = next(); next.isPresent(); next = next()) {
      all.add(next.get());
    }
    return all;
  }

  private static boolean isState(Parcel parcel) {
    return parcel.document() instanceof Document.State;
  }
}
