package io.ampwire.telemetry;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.command.Ack;
import io.ampwire.decode.Reading;
import io.ampwire.map.ChargerId;
import io.ampwire.session.ChargingSession;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Message of the bridge to the broker. Each kind defines its topic, its queue policy and whether it
 * is stored.
 */
public sealed interface Document {
  /** The charger it is about, empty for the bridge itself. */
  Optional<ChargerId> charger();

  /** Kind of topic it is published on. */
  TopicKind topicKind();

  /** Policy by which it waits to be sent. */
  QueuePolicy queuePolicy();

  /** Calls the visitor's method for this kind. */
  <R> R accept(Visitor<R> visitor);

  /** Last part of its topic where documents of one kind have several topics, else empty. */
  default String subject() {
    return "";
  }

  /** Whether the broker retains it for later subscribers. */
  default boolean retained() {
    return topicKind().retained();
  }

  /** Whether it is sent again unchanged if the broker did not prove to have it. */
  default boolean resent() {
    return false;
  }

  /**
   * This document, if it is numbered and stored in the journal until the broker proves to have it.
   */
  default Optional<Journalled> journalled() {
    return Optional.empty();
  }

  /** Queue policy of a document. */
  enum QueuePolicy {
    /** Behind everything else of its charger or of the bridge. */
    IN_ORDER,
    /** The same, and it replaces a state that waits last. */
    REPLACES_LAST_STATE,
    /** Among the points of its charger; it replaces a waiting value of the same point. */
    REPLACES_SAME_SUBJECT,
    /** Among the answers to its charger's commands; never replaced. */
    ANSWER,
    /** Behind everything else, a few at a time; it replaces one on the same topic. */
    BULK
  }

  /** Visitor of each kind of document. */
  interface Visitor<R> {
    R state(State state);

    R pointValue(PointValue value);

    R availability(Availability availability);

    R meta(Meta meta);

    R session(Session session);

    R event(Event event);

    R answer(Answer answer);

    R removed(Removed removed);

    R announcement(Announcement announcement);

    R group(GroupMessage message);

    R bridgeStatus(BridgeStatus status);

    R info(Info info);

    R bridgeEvent(BridgeEvent event);

    R late(Late late);

    R probe(Probe probe);
  }

  /** Document of one charger. */
  sealed interface OfCharger extends Document {
    ChargerId id();

    @Override
    default Optional<ChargerId> charger() {
      return Optional.of(id());
    }
  }

  /** Document of the bridge. */
  sealed interface OfBridge extends Document {
    @Override
    default Optional<ChargerId> charger() {
      return Optional.empty();
    }
  }

  /**
   * Document with a sequence number that is stored in the journal until the broker proves to have
   * it.
   */
  sealed interface Journalled extends Document {
    Journal.Kind kind();

    /** Counts the documents of its kind and charger from 1 in each boot; 0 until it is offered. */
    long seq();

    /** Wall clock, ms. */
    long ts();

    /** The same document with its number. */
    Journalled withSeq(long seq);

    @Override
    default Optional<Journalled> journalled() {
      return Optional.of(this);
    }

    /** Identifier of the document in the journal. */
    default Journal.Label label(String boot) {
      return new Journal.Label(kind(), charger(), boot, seq());
    }
  }

  /**
   * Readings of a charger.
   *
   * @param seq see {@link Journalled#seq}
   * @param epoch of the lease it was made under, empty where chargers never move between bridges
   */
  record State(ChargerId id, long seq, OptionalLong epoch, ChargerSnapshot snapshot)
      implements OfCharger, Journalled {
    public State(ChargerId id, long seq, ChargerSnapshot snapshot) {
      this(id, seq, OptionalLong.empty(), snapshot);
    }

    @Override
    public TopicKind topicKind() {
      return TopicKind.STATE;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.REPLACES_LAST_STATE;
    }

    @Override
    public Journal.Kind kind() {
      return Journal.Kind.STATE;
    }

    @Override
    public long ts() {
      return snapshot.ts();
    }

    @Override
    public Journalled withSeq(long number) {
      return new State(id, number, epoch, snapshot);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.state(this);
    }
  }

  /** Value of one point on its own topic; a reading without value clears the topic. */
  record PointValue(ChargerId id, String point, Reading reading) implements OfCharger {
    @Override
    public TopicKind topicKind() {
      return TopicKind.POINT;
    }

    @Override
    public String subject() {
      return point;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.REPLACES_SAME_SUBJECT;
    }

    @Override
    public boolean resent() {
      return !reading.isValue();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pointValue(this);
    }
  }

  /** Availability of a charger: whether it answers. */
  record Availability(ChargerId id, boolean online) implements OfCharger {
    @Override
    public TopicKind topicKind() {
      return TopicKind.STATUS;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.IN_ORDER;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.availability(this);
    }
  }

  /** Description of a charger. */
  record Meta(ChargerId id, ChargerMeta meta) implements OfCharger {
    @Override
    public TopicKind topicKind() {
      return TopicKind.META;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.IN_ORDER;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.meta(this);
    }
  }

  /**
   * Charging session of a charger: the current one, or the last.
   *
   * @param seq see {@link Journalled#seq}; counted apart from states and events
   * @param epoch as in {@link State}
   * @param ts when it was reported, wall clock, ms
   */
  record Session(ChargerId id, long seq, OptionalLong epoch, long ts, ChargingSession session)
      implements OfCharger, Journalled {
    @Override
    public TopicKind topicKind() {
      return TopicKind.SESSION;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.IN_ORDER;
    }

    @Override
    public Journal.Kind kind() {
      return Journal.Kind.SESSION;
    }

    @Override
    public Journalled withSeq(long number) {
      return new Session(id, number, epoch, ts, session);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.session(this);
    }
  }

  /**
   * Event of a charger.
   *
   * @param seq see {@link Journalled#seq}; counted apart from states
   * @param epoch as in {@link State}
   */
  record Event(ChargerId id, long seq, OptionalLong epoch, ChargerEvent event)
      implements OfCharger, Journalled {
    @Override
    public TopicKind topicKind() {
      return TopicKind.EVENT;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.IN_ORDER;
    }

    @Override
    public Journal.Kind kind() {
      return Journal.Kind.EVENT;
    }

    @Override
    public long ts() {
      return event.ts();
    }

    @Override
    public Journalled withSeq(long number) {
      return new Event(id, number, epoch, event);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.event(this);
    }
  }

  /** Answer to a command; {@code epoch} as in {@link State}. */
  record Answer(ChargerId id, OptionalLong epoch, Ack ack) implements OfCharger {
    @Override
    public TopicKind topicKind() {
      return TopicKind.ACK;
    }

    @Override
    public String subject() {
      return ack.command();
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.ANSWER;
    }

    @Override
    public boolean resent() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.answer(this);
    }
  }

  /** Clearing of a retained topic of a charger that left the inventory. */
  record Removed(ChargerId id, TopicKind topicKind) implements OfCharger {
    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.IN_ORDER;
    }

    @Override
    public boolean resent() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.removed(this);
    }
  }

  /**
   * Message for another program about a charger or the bridge, on that program's own topic.
   *
   * @param content makes texts, numbers, booleans, and lists and maps of them; if empty, the topic
   *     is cleared
   */
  record Announcement(String topic, Optional<Supplier<Map<String, Object>>> content)
      implements OfBridge {
    public boolean clears() {
      return content.isEmpty();
    }

    @Override
    public TopicKind topicKind() {
      return TopicKind.FOREIGN;
    }

    @Override
    public String subject() {
      return topic;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.BULK;
    }

    @Override
    public boolean resent() {
      return clears();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.announcement(this);
    }
  }

  /**
   * State of a group that shares its limit, or the answer to a command for it.
   *
   * @param content texts, numbers, booleans, and lists and maps of them; if empty, the topic is
   *     cleared
   */
  record GroupMessage(String group, TopicKind topicKind, Optional<Map<String, Object>> content)
      implements OfBridge {
    @Override
    public String subject() {
      return group;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return topicKind == TopicKind.GROUP_ACK ? QueuePolicy.ANSWER : QueuePolicy.IN_ORDER;
    }

    @Override
    public boolean resent() {
      return topicKind == TopicKind.GROUP_ACK || content.isEmpty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.group(this);
    }
  }

  /** Status of the bridge: online or offline. */
  record BridgeStatus(boolean online) implements OfBridge {
    @Override
    public TopicKind topicKind() {
      return TopicKind.BRIDGE_STATUS;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.IN_ORDER;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bridgeStatus(this);
    }
  }

  /** Description of the bridge. */
  record Info(BridgeInfo info) implements OfBridge {
    @Override
    public TopicKind topicKind() {
      return TopicKind.BRIDGE_INFO;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.IN_ORDER;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.info(this);
    }
  }

  /**
   * Event of the bridge.
   *
   * @param seq see {@link Journalled#seq}
   * @param ts wall clock, ms
   */
  record BridgeEvent(long seq, String type, long ts, Map<String, Object> details)
      implements OfBridge, Journalled {
    public BridgeEvent(String type, long ts, Map<String, Object> details) {
      this(0, type, ts, details);
    }

    @Override
    public TopicKind topicKind() {
      return TopicKind.BRIDGE_EVENT;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.IN_ORDER;
    }

    @Override
    public Journal.Kind kind() {
      return Journal.Kind.BRIDGE_EVENT;
    }

    @Override
    public Journalled withSeq(long number) {
      return new BridgeEvent(number, type, ts, details);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bridgeEvent(this);
    }
  }

  /**
   * Stored document that could not be delivered in time, in its original encoding.
   *
   * @param charger empty for an event of the bridge
   */
  record Late(Optional<ChargerId> charger, byte[] payload) implements Document {
    @Override
    public TopicKind topicKind() {
      return charger.isPresent() ? TopicKind.BACKLOG : TopicKind.BRIDGE_EVENT;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.IN_ORDER;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.late(this);
    }
  }

  /**
   * Probe message: the bridge sends it to itself behind documents, to prove that the broker has
   * them.
   *
   * @param token random and used once, so that a reader of the topic cannot make a valid one
   */
  record Probe(String token) implements OfBridge {
    @Override
    public TopicKind topicKind() {
      return TopicKind.PROBE;
    }

    @Override
    public QueuePolicy queuePolicy() {
      return QueuePolicy.IN_ORDER;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.probe(this);
    }
  }
}
