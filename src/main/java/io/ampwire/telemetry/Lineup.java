package io.ampwire.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Documents that wait to be sent, in order for each charger and in turn among them. A newer state
 * takes the place of an unsent one that nothing followed, so a slow broker gets fewer documents and
 * never older ones. Everything else of a charger is bounded; what falls out is counted.
 */
final class Lineup {
  private static final int ROOM = 64;

  private final Map<Object, Deque<Document>> queues = new HashMap<>();
  private final Deque<Object> turns = new ArrayDeque<>();
  private long thinned;
  private long lost;

  void add(Document document) {
    Object key = document.charger().<Object>map(id -> id).orElse("");
    Deque<Document> queue = queues.computeIfAbsent(key, k -> new ArrayDeque<>());
    if (document instanceof Document.State && queue.peekLast() instanceof Document.State) {
      queue.removeLast();
      thinned++;
    } else if (queue.isEmpty()) {
      turns.add(key);
    } else if (queue.size() >= ROOM) {
      queue.removeFirst();
      lost++;
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
  void forget(Object key) {
    queues.remove(key);
    turns.remove(key);
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
