package io.ampwire.control;

import io.ampwire.decode.Reading;
import io.ampwire.map.Decimal;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.PauseProof;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.SetPointRule;
import io.ampwire.map.Vehicle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Comparison of the charger's registers with the granted value, poll by poll, while a controller
 * holds the charger. Polls that began before the last write settled are ignored.
 */
final class SetPointWatch {
  /** Deviations within the memory that prove another controller. */
  private static final int FOREIGN_AFTER = 3;

  private static final long MEMORY = 600_000_000_000L;

  /** Time until currents may contradict a pause; also the time between two attempts, ns. */
  private static final long PAUSE_SETTLE = 30_000_000_000L;

  private final RegisterMap map;
  private final String point;
  private final boolean unsupervised;
  private final Deque<Long> drifts = new ArrayDeque<>(0);
  private long quietUntil = Long.MIN_VALUE;
  private OptionalLong exposedUntil = OptionalLong.empty();
  private int fallbacks;
  private Optional<Decimal> below = Optional.empty();
  private boolean unseen;
  private boolean writing;
  private boolean session;
  private boolean supervised;
  private Phase phase = Phase.UNKNOWN;

  /** Result of the comparison of one poll. */
  enum Seen {
    NOTHING,
    /** The register reads the granted value. */
    AS_GRANTED,
    /** Another controller set a higher value. */
    ABOVE,
    /** Another controller set a lower value; reported once per value. */
    BELOW,
    /** The charger fell back by itself, and the value has to be sent again. */
    FELL_BACK,
    /** A confirmed pause is contradicted by the currents or by the register that shows it. */
    NOT_PAUSED,
    /** Another controller keeps setting a higher value or writes the lifebit. */
    FOREIGN,
    /**
     * A car was plugged in or began to charge: a write that could not be verified before now can
     * be.
     */
    SESSION
  }

  private enum Phase {
    UNKNOWN,
    ABSENT,
    PLUGGED,
    CHARGING
  }

  /**
   * @param unsupervised whether control is allowed although the charger supervises no controller
   */
  SetPointWatch(RegisterMap map, boolean unsupervised) {
    this.map = map;
    this.unsupervised = unsupervised;
    this.point = map.setPoint().map(rule -> rule.point()).orElse("");
  }

  /**
   * Ends a write of the bridge.
   *
   * @param settled monotonic time from which polls may check it, ns
   * @param verified whether the register was seen to hold the value
   */
  void wrote(long settled, boolean verified) {
    quietUntil = settled;
    unseen = !verified;
    below = Optional.empty();
  }

  /** Starts a write of the bridge; polls are not compared until it ends. */
  void writing() {
    writing = true;
  }

  /** Whether a write of the bridge is in progress. */
  boolean busy() {
    return writing;
  }

  /** Ends the write, whatever its outcome. */
  void ended() {
    writing = false;
  }

  /** Resets the watch because control begins again. */
  void reset() {
    drifts.clear();
    fallbacks = 0;
    supervised = false;
    session = false;
    below = Optional.empty();
  }

  /**
   * @param begun time at which the poll began, monotonic, ns
   */
  Seen look(Function<String, Reading> readings, Decimal granted, long begun) {
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
    Optional<Seen> pause = pause(reading.number(), readings, granted, begun);
    if (pause.isPresent()) {
      return pause.get();
    }
    if (fellBack(reading.number(), readings, granted, begun)) {
      return Seen.FELL_BACK;
    }
    return reading.isNumber() ? compare(decimal(reading), granted, begun) : Seen.NOTHING;
  }

  /** What the map's witnesses of a pause say, while the granted value pauses. */
  private Optional<Seen> pause(
      double value, Function<String, Reading> readings, Decimal granted, long begun) {
    Optional<PauseProof> proof =
        map.setPoint().filter(rule -> rule.pauses(granted)).map(SetPointRule::paused);
    if (proof.isEmpty() || !proof.get().exists()) {
      return Optional.empty();
    }
    return switch (proof.get().judge(map.vehicle(), value, p -> readings.apply(p).number())) {
      case SILENT -> Optional.empty();
      case OPEN -> Optional.of(Seen.NOTHING);
      case PROVED -> {
        unseen = false;
        yield Optional.of(Seen.AS_GRANTED);
      }
      case CONTRADICTED ->
          Optional.of(begun - quietUntil < PAUSE_SETTLE ? Seen.NOTHING : Seen.NOT_PAUSED);
    };
  }

  /**
   * Whether the charger fell back by itself: its set point reads a fallback below the granted
   * value, and a fallback was possible just before.
   */
  private boolean fellBack(
      double value, Function<String, Reading> readings, Decimal granted, long begun) {
    boolean fallback =
        map.failSafe().resend()
            && !map.sequences().afterFallback().isEmpty()
            && value < granted.toDouble()
            && map.failSafe().points().stream().anyMatch(p -> readings.apply(p).number() == value);
    if (!fallback
        || exposedUntil.isEmpty()
        || begun - exposedUntil.getAsLong() >= 0
        || fallbacks >= FOREIGN_AFTER) {
      return false;
    }
    fallbacks++;
    return true;
  }

  /** Control began, or lifebits were missing: until then the charger may fall back. */
  void exposed(long until) {
    exposedUntil = OptionalLong.of(until);
  }

  private Seen compare(Decimal value, Decimal granted, long begun) {
    if (value.equals(granted)) {
      unseen = false;
      return Seen.AS_GRANTED;
    }
    if (value.exceeds(granted)) {
      // A value that no poll has confirmed yet is written again; another controller is not assumed.
      return unseen ? Seen.SESSION : above(begun);
    }
    boolean ordered = below.filter(value::equals).isPresent();
    below = Optional.of(value);
    return ordered ? Seen.NOTHING : Seen.BELOW;
  }

  private Seen above(long now) {
    while (!drifts.isEmpty() && now - drifts.peekFirst() > MEMORY) {
      drifts.removeFirst();
    }
    if (drifts.size() >= FOREIGN_AFTER - 1) {
      return Seen.FOREIGN;
    }
    drifts.addLast(now);
    return Seen.ABOVE;
  }

  /** Value of the register; 0 if it is not a number. */
  Decimal read(Function<String, Reading> readings) {
    Reading reading = readings.apply(point);
    return reading.isNumber() ? decimal(reading) : Decimal.ZERO;
  }

  /** Whether the register reads that value. */
  boolean reads(Function<String, Reading> readings, Decimal value) {
    Reading reading = readings.apply(point);
    return reading.isNumber() && decimal(reading).equals(value);
  }

  private Decimal decimal(Reading reading) {
    return map.setPointPoint().orElseThrow().decimal(reading.number());
  }

  /**
   * Whether the lifebit register holds a value that neither the bridge nor the charger writes. A
   * charger that supervised no controller from the start, and was accepted as such, does not count
   * as changed.
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
