package io.ampwire.telemetry;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.command.Ack;
import io.ampwire.decode.Reading;
import io.ampwire.map.ChargerId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Everything the bridge says to the broker. */
public sealed interface Document {
  /** The charger it is about, empty for the bridge itself. */
  Optional<ChargerId> charger();

  /** Something of one charger. */
  sealed interface OfCharger extends Document {
    ChargerId id();

    @Override
    default Optional<ChargerId> charger() {
      return Optional.of(id());
    }
  }

  /** Something of the bridge. */
  sealed interface OfBridge extends Document {
    @Override
    default Optional<ChargerId> charger() {
      return Optional.empty();
    }
  }

  /**
   * What a charger reads.
   *
   * @param seq counts the charger's documents of this boot from 1; 0 until it is offered
   * @param epoch of the tenure it was made in, empty where chargers never move between bridges
   */
  record State(ChargerId id, long seq, OptionalLong epoch, ChargerSnapshot snapshot)
      implements OfCharger {
    public State(ChargerId id, long seq, ChargerSnapshot snapshot) {
      this(id, seq, OptionalLong.empty(), snapshot);
    }
  }

  /** One point on a topic of its own; a reading without value clears it. */
  record PointValue(ChargerId id, String point, Reading reading) implements OfCharger {}

  /** Whether a charger answers. */
  record Availability(ChargerId id, boolean online) implements OfCharger {}

  /** What a charger is. */
  record Meta(ChargerId id, ChargerMeta meta) implements OfCharger {}

  /**
   * What happened at a charger; {@code seq} and {@code epoch} as in {@link State}, {@code seq}
   * counted on its own.
   */
  record Event(ChargerId id, long seq, OptionalLong epoch, ChargerEvent event)
      implements OfCharger {}

  /** The answer to a command; {@code epoch} as in {@link State}. */
  record Answer(ChargerId id, OptionalLong epoch, Ack ack) implements OfCharger {}

  /** A charger left the inventory: every topic it had is cleared. */
  record Removed(ChargerId id, Topic topic) implements OfCharger {
    /** The retained topics of a charger. */
    public enum Topic {
      STATUS,
      STATE,
      META
    }
  }

  /**
   * What tells another program of a charger or of the bridge, on that program's own topic.
   *
   * @param content makes texts, sequencer, truth values, lists and maps of such; without it the
   *     topic is cleared
   */
  record Announcement(String topic, Optional<Supplier<Map<String, Object>>> content)
      implements OfBridge {
    public boolean clears() {
      return content.isEmpty();
    }
  }

  /** Whether the bridge is there. */
  record BridgeStatus(boolean online) implements OfBridge {}

  /** What the bridge is. */
  record Info(BridgeInfo info) implements OfBridge {}

  /**
   * What happened at the bridge.
   *
   * @param seq counts the bridge's events of this boot from 1; 0 until it is offered
   * @param ts wall clock, ms
   */
  record BridgeEvent(long seq, String type, long ts, Map<String, Object> details)
      implements OfBridge {
    public BridgeEvent(String type, long ts, Map<String, Object> details) {
      this(0, type, ts, details);
    }
  }

  /**
   * A document that could not be delivered in time, as it was.
   *
   * @param charger empty for an event of the bridge
   */
  record Late(Optional<ChargerId> charger, byte[] payload) implements Document {}

  /**
   * The bridge's own round trip.
   *
   * @param secret of this boot, so that nobody else's mark counts
   * @param generation connections since the boot, so that no earlier connection's mark counts
   * @param sent documents sent on this connection before the mark
   */
  record Probe(String secret, long generation, long sent) implements OfBridge {}
}
