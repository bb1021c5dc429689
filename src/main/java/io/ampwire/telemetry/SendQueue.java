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
 * Documents that wait to be sent while a connection is up: in order for each charger, and the
 * chargers in turn. How a document waits is its {@link Document.QueuePolicy}; a slow broker so gets
 * the newest state first. Every queue is bounded.
 */
final class SendQueue {
  private static final int MOST_PER_CHARGER = 64;

  /** Answers of all chargers together. They are many in a flood of commands, and all are owed. */
  static final int MOST_ANSWERS = 20_000;

  /** Announcements are large and made when they are sent, so only some go out each tick. */
  private static final int BULK_PER_TICK = 20;

  /** Documents of one charger, or of the bridge, that wait for each other. */
  private record Lane(Optional<ChargerId> charger, Group group) {
    private enum Group {
      ORDERED,
      POINTS,
      ANSWERS
    }

    private static Lane of(Document document) {
      Group group =
          switch (document.queuePolicy()) {
            case IN_ORDER, REPLACES_LAST_STATE, BULK -> Group.ORDERED;
            case REPLACES_SAME_SUBJECT -> Group.POINTS;
            case ANSWER -> Group.ANSWERS;
          };
      return new Lane(document.charger(), group);
    }
  }

  private final Map<Lane, Deque<Delivery>> lanes = new HashMap<>();
  private final Map<String, Delivery> bulk = new LinkedHashMap<>();
  private final Deque<Lane> turns = new ArrayDeque<>();
  private int bulkLeft = BULK_PER_TICK;
  private int answers;

  /** Takes a delivery; returns one that finds no place any more and is not worth sending later. */
  Optional<Delivery> add(Delivery delivery) {
    return switch (delivery.document().queuePolicy()) {
      case IN_ORDER -> append(delivery, this::dropOldestIfFull);
      case REPLACES_LAST_STATE -> append(delivery, this::dropLastState);
      case REPLACES_SAME_SUBJECT -> append(delivery, waiting -> dropSameSubject(waiting, delivery));
      case ANSWER -> answer(delivery);
      case BULK -> bulk(delivery);
    };
  }

  /** Makes room in a queue; returns what had to go. */
  private interface MakeRoom {
    Optional<Delivery> in(Deque<Delivery> waiting);
  }

  private Optional<Delivery> append(Delivery delivery, MakeRoom room) {
    Lane lane = Lane.of(delivery.document());
    Deque<Delivery> waiting = lanes.computeIfAbsent(lane, l -> new ArrayDeque<>());
    boolean idle = waiting.isEmpty();
    Optional<Delivery> displaced = room.in(waiting);
    if (idle) {
      turns.add(lane);
    }
    waiting.addLast(delivery);
    return displaced;
  }

  private Optional<Delivery> dropOldestIfFull(Deque<Delivery> waiting) {
    return waiting.size() >= MOST_PER_CHARGER
        ? Optional.of(waiting.removeFirst())
        : Optional.empty();
  }

  private Optional<Delivery> dropLastState(Deque<Delivery> waiting) {
    boolean replaces =
        !waiting.isEmpty()
            && waiting.peekLast().document().queuePolicy()
                == Document.QueuePolicy.REPLACES_LAST_STATE;
    return replaces ? Optional.of(waiting.removeLast()) : dropOldestIfFull(waiting);
  }

  /** A point's older value is of no use; it is not handed back. */
  private static Optional<Delivery> dropSameSubject(Deque<Delivery> waiting, Delivery newer) {
    waiting.removeIf(older -> older.document().subject().equals(newer.document().subject()));
    return Optional.empty();
  }

  private Optional<Delivery> answer(Delivery delivery) {
    if (answers == MOST_ANSWERS) {
      return Optional.of(delivery);
    }
    answers++;
    return append(delivery, waiting -> Optional.empty());
  }

  /** In the order in which they came: some take back what others announced. */
  private Optional<Delivery> bulk(Delivery delivery) {
    bulk.remove(delivery.document().subject());
    bulk.put(delivery.document().subject(), delivery);
    return Optional.empty();
  }

  private Optional<Delivery> nextBulk() {
    if (bulkLeft == 0 || bulk.isEmpty()) {
      return Optional.empty();
    }
    bulkLeft--;
    Iterator<Delivery> waiting = bulk.values().iterator();
    Delivery first = waiting.next();
    waiting.remove();
    return Optional.of(first);
  }

  /** A tick has passed: more announcements may go. */
  void tick() {
    bulkLeft = BULK_PER_TICK;
  }

  /** The next document, of the lane whose turn it is; an announcement when no lane waits. */
  Optional<Delivery> next() {
    Lane lane = turns.poll();
    if (lane == null) {
      return nextBulk();
    }
    Deque<Delivery> waiting = lanes.get(lane);
    Delivery delivery = waiting.removeFirst();
    if (lane.group() == Lane.Group.ANSWERS) {
      answers--;
    }
    if (!waiting.isEmpty()) {
      turns.add(lane);
    }
    return Optional.of(delivery);
  }

  /** Forgets a charger that is gone, and hands back what waited. */
  List<Delivery> forget(ChargerId charger) {
    List<Delivery> waited = new ArrayList<>();
    for (Lane.Group group : Lane.Group.values()) {
      Lane lane = new Lane(Optional.of(charger), group);
      turns.remove(lane);
      Deque<Delivery> waiting = lanes.remove(lane);
      if (waiting != null) {
        answers -= group == Lane.Group.ANSWERS ? waiting.size() : 0;
        waited.addAll(waiting);
      }
    }
    return waited;
  }

  /** Hands back everything that waits. */
  List<Delivery> clear() {
    List<Delivery> all = new ArrayList<>();
    while (!turns.isEmpty()) {
      next().ifPresent(all::add);
    }
    all.addAll(bulk.values());
    bulk.clear();
    return all;
  }
}
