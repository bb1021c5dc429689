package io.ampwire.control;

import io.ampwire.decode.Reading;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Vehicle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Compares what the charger's registers say with what was granted, poll by poll, while somebody is
 * in control. Polls that began before the last write had settled say nothing.
 */
final class SetPointWatch {
  /** The third time within the memory is no accident any more. */
  private static final int HANDS = 3;

  private static final long MEMORY = 600_000_000_000L;

  private final RegisterMap map;
  private final String point;
  private final boolean unsupervised;
  private final Deque<Long> drifts = new ArrayDeque<>();
  private long quietUntil = Long.MIN_VALUE;
  private OptionalLong below = OptionalLong.empty();
  private boolean unseen;
  private boolean writing;
  private boolean session;
  private boolean supervised;
  private Phase phase = Phase.UNKNOWN;

  /** What a poll shows. */
  enum Seen {
    NOTHING,
    /** The register reads what was granted. */
    AS_GRANTED,
    /** Another hand set more. */
    ABOVE,
    /** Another hand set less; told once per value. */
    BELOW,
    /** Another hand keeps setting more, or plays with the lifebit. */
    FOREIGN,
    /** A car came, or began to charge: what could not be verified before can be now. */
    SESSION
  }

  private enum Phase {
    UNKNOWN,
    ABSENT,
    PLUGGED,
    CHARGING
  }

  /**
   * @param unsupervised whether control is wanted over a charger that watches nobody
   */
  SetPointWatch(RegisterMap map, boolean unsupervised) {
    this.map = map;
    this.unsupervised = unsupervised;
    this.point = map.setPoint().map(rule -> rule.point()).orElse("");
  }

  /**
   * A write of ours has ended.
   *
   * @param settled monotonic time from which polls may judge it, ns
   * @param verified whether the register was seen to take it
   */
  void wrote(long settled, boolean verified) {
    quietUntil = settled;
    unseen = !verified;
    below = OptionalLong.empty();
  }

  /** A write of ours begins; until it has ended polls may show it or not. */
  void writing() {
    writing = true;
  }

  /** Whether a write of ours has not ended. */
  boolean busy() {
    return writing;
  }

  /** It ended, in whatever way. */
  void ended() {
    writing = false;
  }

  /** Control begins anew. */
  void reset() {
    drifts.clear();
    supervised = false;
    session = false;
    below = OptionalLong.empty();
  }

  /**
   * @param begun when the poll began, monotonic, ns
   */
  Seen look(Function<String, Reading> readings, long granted, long begun) {
    session |= enters(readings);
    if (writing || begun - quietUntil < 0) {
      return Seen.NOTHING;
    }
    if (lifebitIsForeign(readings)) {
      return Seen.FOREIGN;
    }
    if (session) {
      session = false;
      return Seen.SESSION;
    }
    Reading reading = readings.apply(point);
    return reading.isValue() ? compare(reading.number(), granted, begun) : Seen.NOTHING;
  }

  private Seen compare(double value, long granted, long begun) {
    if (value == granted) {
      unseen = false;
      return Seen.AS_GRANTED;
    }
    if (value > granted) {
      // What no poll has seen taken yet is written again without blaming anybody.
      return unseen ? Seen.SESSION : above(begun);
    }
    boolean told = below.isPresent() && below.getAsLong() == (long) value;
    below = OptionalLong.of((long) value);
    return told ? Seen.NOTHING : Seen.BELOW;
  }

  private Seen above(long now) {
    while (!drifts.isEmpty() && now - drifts.peekFirst() > MEMORY) {
      drifts.removeFirst();
    }
    if (drifts.size() >= HANDS - 1) {
      return Seen.FOREIGN;
    }
    drifts.addLast(now);
    return Seen.ABOVE;
  }

  /** What the register reads, whole; 0 where that is no number. */
  long read(Function<String, Reading> readings) {
    double value = readings.apply(point).number();
    return Double.isNaN(value) ? 0 : (long) value;
  }

  /**
   * A value that neither we nor the charger write there. That the charger watches nobody is no
   * change where it was so from the beginning and was accepted.
   */
  private boolean lifebitIsForeign(Function<String, Reading> readings) {
    if (map.lifebit().isEmpty()) {
      return false;
    }
    LifebitRule rule = map.lifebit().get();
    Reading reading = readings.apply(rule.point());
    boolean off = rule.disabled().isPresent() && reading.number() == rule.disabled().getAsLong();
    if (off && unsupervised && !supervised) {
      return false;
    }
    supervised |= reading.isValue();
    return rule.scheme().isForeign(reading.number());
  }

  private boolean enters(Function<String, Reading> readings) {
    Vehicle vehicle = map.vehicle();
    if (!(readings.apply(vehicle.point()) instanceof Reading.Whole state)) {
      return false;
    }
    Phase before = phase;
    if (vehicle.charging().contains(state.value())) {
      phase = Phase.CHARGING;
    } else {
      phase = vehicle.absent().contains(state.value()) ? Phase.ABSENT : Phase.PLUGGED;
    }
    boolean pluggedIn = before == Phase.ABSENT && phase != Phase.ABSENT;
    boolean starts = before != Phase.CHARGING && phase == Phase.CHARGING;
    return before != Phase.UNKNOWN && (pluggedIn || starts);
  }
}
