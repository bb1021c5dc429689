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
 * Queue of documents to send while a connection is up. It keeps the order of each charger and
 * serves chargers in turn. The {@link Document.QueuePolicy} of a document decides how it waits, so
 * a slow broker gets the newest state first. Every queue is bounded.
 */
final class SendQueue {
  private static final int MOST_PER_CHARGER = 64;

  /** Bound of the answers of all chargers. A flood of commands causes many, and each is due. */
  static final int MOST_ANSWERS = 20_000;

  /** Announcements are large and encoded when they are sent, so each tick sends only a few. */
  private static final int BULK_PER_TICK = 20;

  /** Documents of one charger, or of the bridge, that are sent in order. */
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

  /** Whether a delivery would be the next one, so that it need not wait at all. */
  boolean isNext(Delivery delivery) {
    return turns.isEmpty() && delivery.document().queuePolicy() != Document.QueuePolicy.BULK;
  }

  /** Adds a delivery; returns one that finds no room and is not worth sending later. */
  Optional<Delivery> add(Delivery delivery) {
    return switch (delivery.document().queuePolicy()) {
      case IN_ORDER -> append(delivery, this::dropOldestIfFull);
      case REPLACES_LAST_STATE -> append(delivery, this::dropLastState);
      case REPLACES_SAME_SUBJECT -> append(delivery, waiting -> dropSameSubject(waiting, delivery));
      case ANSWER -> answer(delivery);
      case BULK -> bulk(delivery);
    };
  }

  /** Policy that makes room in a queue and returns the delivery that it removes. */
  private interface MakeRoom {
    Optional<Delivery> in(Deque<Delivery> waiting);
  }

  private Optional<Delivery> append(Delivery delivery, MakeRoom room) {
    Lane lane = Lane.of(delivery.document());
    Deque<Delivery> waiting = lanes.computeIfAbsent(lane, l -> new ArrayDeque<>(1));
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

  /** Removes an older value of the point; it is obsolete, so it is not returned. */
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

  /** Announcements keep their order, because some withdraw what others announced. */
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

  /** Starts a tick, which allows further announcements. */
  void tick() {
    bulkLeft = BULK_PER_TICK;
  }

  /** The next document of the lane whose turn it is; an announcement when no lane waits. */
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
    if (waiting.isEmpty()) {
      lanes.remove(lane);
    } else {
      turns.add(lane);
    }
    return Optional.of(delivery);
  }

  /** Removes and returns the waiting deliveries of a charger that left. */
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

  /** Removes and returns all waiting deliveries. */
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
