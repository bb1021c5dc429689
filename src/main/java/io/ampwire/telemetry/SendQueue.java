package io.ampwire.telemetry;

import io.ampwire.map.ChargerId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Documents that wait for their turn while a connection is up, in order for each charger and in
 * turn among them. A newer state takes the place of an unsent one that nothing followed, so a slow
 * broker gets the newest first; so does a point's newer value. What was displaced is handed back.
 */
final class SendQueue {
  private static final int ROOM = 64;

  /** Answers of all chargers together; nobody sends them again, so they have far more room. */
  static final int ANSWERS = 20_000;

  /** Announcements are large, put together as they go, and nobody waits for them: a few at once. */
  private static final int ANNOUNCEMENTS_PER_TICK = 20;

  /** A charger's points have a turn of their own, so that they never crowd out its events. */
  private record PointsOf(ChargerId charger) {}

  /** So do its answers, that a flood of them waits for nothing but itself. */
  private record AnswersTo(ChargerId charger) {}

  private final Map<Object, Deque<Delivery>> queues = new HashMap<>();
  private final Map<String, Delivery> announcements = new LinkedHashMap<>();
  private final Deque<Object> turns = new ArrayDeque<>();
  private int allowed = ANNOUNCEMENTS_PER_TICK;
  private int answers;

  /** What has no place any more; a point's older value is of no use to anybody. */
  Optional<Delivery> add(Delivery delivery) {
    if (isAnswer(delivery) && answers == ANSWERS) {
      return Optional.of(delivery);
    }
    if (delivery.document() instanceof Document.Announcement announcement) {
      announce(announcement.topic(), delivery);
      return Optional.empty();
    }
    Object key = key(delivery.document());
    Deque<Delivery> queue = queues.computeIfAbsent(key, k -> new ArrayDeque<>());
    boolean idle = queue.isEmpty();
    Delivery displaced = null;
    if (delivery.document() instanceof Document.PointValue value) {
      queue.removeIf(w -> ((Document.PointValue) w.document()).point().equals(value.point()));
    } else if (!idle && isState(delivery) && isState(queue.peekLast())) {
      displaced = queue.removeLast();
    } else if (isAnswer(delivery)) {
      answers++;
    } else if (queue.size() >= ROOM) {
      displaced = queue.removeFirst();
    }
    if (idle) {
      turns.add(key);
    }
    queue.addLast(delivery);
    return Optional.ofNullable(displaced);
  }

  /** In the order in which they came: some take back what others said. */
  private void announce(String topic, Delivery delivery) {
    announcements.remove(topic);
    announcements.put(topic, delivery);
  }

  private Optional<Delivery> announcement() {
    if (allowed == 0 || announcements.isEmpty()) {
      return Optional.empty();
    }
    allowed--;
    Iterator<Delivery> waiting = announcements.values().iterator();
    Delivery first = waiting.next();
    waiting.remove();
    return Optional.of(first);
  }

  /** Time has passed: more announcements may go. */
  void tick() {
    allowed = ANNOUNCEMENTS_PER_TICK;
  }

  /** The next document, of the charger whose turn it is; announcements when it is nobody's. */
  Optional<Delivery> next() {
    Object key = turns.poll();
    if (key == null) {
      return announcement();
    }
    Deque<Delivery> queue = queues.get(key);
    Delivery delivery = queue.removeFirst();
    answers -= isAnswer(delivery) ? 1 : 0;
    if (!queue.isEmpty()) {
      turns.add(key);
    }
    return Optional.of(delivery);
  }

  /** Forgets a charger that is gone, and hands back what waited. */
  List<Delivery> forget(ChargerId charger) {
    List<Delivery> waited = new ArrayList<>();
    for (Object key : List.of(charger, new PointsOf(charger), new AnswersTo(charger))) {
      turns.remove(key);
      Optional.ofNullable(queues.remove(key)).ifPresent(waited::addAll);
    }
    answers -= (int) waited.stream().filter(SendQueue::isAnswer).count();
    return waited;
  }

  /** Hands back everything that waits. */
  List<Delivery> clear() {
    List<Delivery> all = new ArrayList<>();
    for (Optional<Delivery> next = next(); next.isPresent(); next = next()) {
      all.add(next.get());
    }
    all.addAll(announcements.values());
    announcements.clear();
    return all;
  }

  private static Object key(Document document) {
    if (document instanceof Document.PointValue value) {
      return new PointsOf(value.id());
    }
    return document instanceof Document.Answer answer
        ? new AnswersTo(answer.id())
        : document.charger().<Object>map(id -> id).orElse("");
  }

  private static boolean isAnswer(Delivery delivery) {
    return delivery.document() instanceof Document.Answer;
  }

  private static boolean isState(Delivery delivery) {
    return delivery.document() instanceof Document.State;
  }
}
