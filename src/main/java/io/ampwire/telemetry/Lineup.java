package io.ampwire.telemetry;

import io.ampwire.map.ChargerId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents that wait to be sent, in order for each charger and in turn among them. A newer state
 * takes the place of an unsent one that nothing followed, so a slow broker gets fewer documents and
 * never older ones; so does a point's newer value. Everything else of a charger is bounded; what
 * falls out is counted.
 */
final class Lineup {
  private static final int ROOM = 64;

  /** A charger's points have a turn of their own, so that they never crowd out its events. */
  private record PointsOf(ChargerId charger) {}

  private final Map<Object, Deque<Document>> queues = new HashMap<>();
  private final Deque<Object> turns = new ArrayDeque<>();
  private long thinned;
  private long lost;

  void add(Document document) {
    Object key = key(document);
    Deque<Document> queue = queues.computeIfAbsent(key, k -> new ArrayDeque<>());
    boolean idle = queue.isEmpty();
    if (document instanceof Document.PointValue value) {
      queue.removeIf(waiting -> ((Document.PointValue) waiting).point().equals(value.point()));
    } else if (document instanceof Document.State && queue.peekLast() instanceof Document.State) {
      queue.removeLast();
      thinned++;
    } else if (queue.size() >= ROOM) {
      queue.removeFirst();
      lost++;
    }
    if (idle) {
      turns.add(key);
    }
    queue.addLast(document);
  }

  /** The next document, of the charger whose turn it is. */
  Optional<Document> next() {
    Object key = turns.poll();
    if (key == null) {
      return Optional.empty();
    }
    Deque<Document> queue = queues.get(key);
    Document document = queue.removeFirst();
    if (!queue.isEmpty()) {
      turns.add(key);
    }
    return Optional.of(document);
  }

  /** Forgets a charger that is gone. */
  void forget(ChargerId charger) {
    for (Object key : List.of(charger, new PointsOf(charger))) {
      queues.remove(key);
      turns.remove(key);
    }
  }

  private static Object key(Document document) {
    return document instanceof Document.PointValue value
        ? new PointsOf(value.id())
        : document.charger().<Object>map(id -> id).orElse("");
  }

  /** States that a newer one replaced before they were sent. */
  long thinned() {
    return thinned;
  }

  /** Documents that found no room. */
  long lost() {
    return lost;
  }
}
