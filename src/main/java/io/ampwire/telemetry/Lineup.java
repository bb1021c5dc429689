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
final class Lineup {
  private static final int ROOM = 64;

  /** Answers of all chargers together; nobody sends them again, so they have far more room. */
  static final int ANSWERS = 20_000;

  /** Announcements are large, put together as they go, and nobody waits for them: a few at once. */
  private static final int ANNOUNCEMENTS_PER_TICK = 20;

  /** A charger's points have a turn of their own, so that they never crowd out its events. */
  private record PointsOf(ChargerId charger) {}

  /** So do its answers, that a flood of them waits for nothing but itself. */
  private record AnswersTo(ChargerId charger) {}

  private final Map<Object, Deque<Parcel>> queues = new HashMap<>();
  private final Map<String, Parcel> announcements = new LinkedHashMap<>();
  private final Deque<Object> turns = new ArrayDeque<>();
  private int allowed = ANNOUNCEMENTS_PER_TICK;
  private int answers;

  /** What has no place any more; a point's older value is of no use to anybody. */
  Optional<Parcel> add(Parcel parcel) {
    if (isAnswer(parcel) && answers == ANSWERS) {
      return Optional.of(parcel);
    }
    if (parcel.document() instanceof Document.Announcement announcement) {
      announce(announcement.topic(), parcel);
      return Optional.empty();
    }
    Object key = key(parcel.document());
    Deque<Parcel> queue = queues.computeIfAbsent(key, k -> new ArrayDeque<>());
    boolean idle = queue.isEmpty();
    Parcel displaced = null;
    if (parcel.document() instanceof Document.PointValue value) {
      queue.removeIf(w -> ((Document.PointValue) w.document()).point().equals(value.point()));
    } else if (!idle && isState(parcel) && isState(queue.peekLast())) {
      displaced = queue.removeLast();
    } else if (isAnswer(parcel)) {
      answers++;
    } else if (queue.size() >= ROOM) {
      displaced = queue.removeFirst();
    }
    if (idle) {
      turns.add(key);
    }
    queue.addLast(parcel);
    return Optional.ofNullable(displaced);
  }

  /** In the order in which they came: some take back what others said. */
  private void announce(String topic, Parcel parcel) {
    announcements.remove(topic);
    announcements.put(topic, parcel);
  }

  private Optional<Parcel> announcement() {
    if (allowed == 0 || announcements.isEmpty()) {
      return Optional.empty();
    }
    allowed--;
    Iterator<Parcel> waiting = announcements.values().iterator();
    Parcel first = waiting.next();
    waiting.remove();
    return Optional.of(first);
  }

  /** Time has passed: more announcements may go. */
  void tick() {
    allowed = ANNOUNCEMENTS_PER_TICK;
  }

  /** The next document, of the charger whose turn it is; announcements when it is nobody's. */
  Optional<Parcel> next() {
    Object key = turns.poll();
    if (key == null) {
      return announcement();
    }
    Deque<Parcel> queue = queues.get(key);
    Parcel parcel = queue.removeFirst();
    answers -= isAnswer(parcel) ? 1 : 0;
    if (!queue.isEmpty()) {
      turns.add(key);
    }
    return Optional.of(parcel);
  }

  /** Forgets a charger that is gone, and hands back what waited. */
  List<Parcel> forget(ChargerId charger) {
    List<Parcel> waited = new ArrayList<>();
    for (Object key : List.of(charger, new PointsOf(charger), new AnswersTo(charger))) {
      turns.remove(key);
      Optional.ofNullable(queues.remove(key)).ifPresent(waited::addAll);
    }
    answers -= (int) waited.stream().filter(Lineup::isAnswer).count();
    return waited;
  }

  /** Hands back everything that waits. */
  List<Parcel> clear() {
    List<Parcel> all = new ArrayList<>();
    for (Optional<Parcel> next = next(); next.isPresent(); next = next()) {
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

  private static boolean isAnswer(Parcel parcel) {
    return parcel.document() instanceof Document.Answer;
  }

  private static boolean isState(Parcel parcel) {
    return parcel.document() instanceof Document.State;
  }
}
