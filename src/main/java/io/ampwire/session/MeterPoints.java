package io.ampwire.session;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Roles;
import io.ampwire.map.Vehicle;
import io.ampwire.session.ChargingSession.StopCause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Positions of a map's points that sessions and minutes are made of, resolved once. A point that
 * the map lacks reads as NaN.
 */
final class MeterPoints {
  /** Phases whose current is kept. */
  static final int PHASES = 3;

  private static final String METER = "energy_active_total";
  private static final String COUNTER = "session_energy";
  private static final String STOP_CAUSE = "last_stop_cause";

  /** Wh; a lifetime counter with larger steps is worse than the charger's counter of a session. */
  private static final double FINE = 10;

  private final RegisterMap map;
  private final boolean vacancyShown;
  private final Measured power;
  private final Measured meter;
  private final Measured counter;
  private final Measured[] currents = new Measured[PHASES];
  private final int state;
  private final int setPoint;
  private final int stopCause;
  private final boolean coarse;

  /** A number of a snapshot, in the unit in which it is used here. */
  private record Measured(int position, double factor) {
    private static final Measured NONE = new Measured(-1, 1);

    double of(List<Reading> readings) {
      return position < 0 ? Double.NaN : readings.get(position).number() * factor;
    }
  }

  /** The positions in a map, which all of its chargers share. */
  static MeterPoints in(RegisterMap map) {
    return map.derived(MeterPoints.class, MeterPoints::new);
  }

  private MeterPoints(RegisterMap map) {
    this.map = map;
    Roles roles = Roles.of(map);
    this.vacancyShown = map.vehicle().showsAbsence();
    this.state = roles.state().map(map::position).orElse(-1);
    this.setPoint = roles.setPoint().map(map::position).orElse(-1);
    this.stopCause = map.position(STOP_CAUSE);
    this.power = measured(roles.power().orElse("power_active_phase_tot"));
    this.meter = measured(METER);
    this.counter = measured(COUNTER);
    for (int i = 0; i < PHASES; i++) {
      currents[i] = i < roles.currents().size() ? measured(roles.currents().get(i)) : Measured.NONE;
    }
    double step = map.point(METER).map(point -> point.scale() * meter.factor).orElse(0.0);
    this.coarse = counter.position >= 0 && step > FINE;
  }

  private Measured measured(String name) {
    Optional<Point> point = map.point(name);
    double factor =
        switch (point.map(Point::unit).orElse("")) {
          case "kWh" -> 1000;
          case "W", "mA" -> 0.001;
          default -> 1;
        };
    return point.isPresent() ? new Measured(map.position(name), factor) : Measured.NONE;
  }

  boolean of(RegisterMap other) {
    return map == other;
  }

  /** Name of the point with the vehicle's state. */
  String stateName() {
    return map.vehicle().point();
  }

  /** Whether the lifetime counter advances in larger steps than the counter of the session. */
  boolean coarse() {
    return coarse;
  }

  /** Longest age of the lifetime counter in a snapshot; zero if the map has none. */
  Duration meterAge() {
    return map.point(METER).map(point -> point.cadence().interval()).orElse(Duration.ZERO);
  }

  double power(List<Reading> readings) {
    return power.of(readings);
  }

  double current(int phase, List<Reading> readings) {
    return currents[phase].of(readings);
  }

  /** The limit in force, A: what control holds, or else what the charger's register says. */
  double limit(ChargerSnapshot snapshot) {
    if (snapshot.control().limit().isPresent()) {
      return snapshot.control().limit().get().toDouble();
    }
    if (setPoint < 0) {
      return Double.NaN;
    }
    Reading own = snapshot.readings().get(setPoint);
    boolean special =
        own.code().isPresent()
            && map.points().get(setPoint).sentinels().containsKey(own.code().getAsLong());
    return special ? Double.NaN : own.number();
  }

  MeterReading read(ChargerSnapshot snapshot, long nanos) {
    List<Reading> readings = snapshot.readings();
    return new MeterReading(
        nanos,
        snapshot.ts(),
        stage(readings),
        state < 0 ? OptionalLong.empty() : readings.get(state).code(),
        power.of(readings),
        meter.of(readings),
        counter.of(readings),
        () -> stopCause(readings));
  }

  /**
   * A map without codes for a free charger has one for "not authorised" that also stands for a free
   * one.
   */
  private Vehicle.Stage stage(List<Reading> readings) {
    if (state < 0) {
      return Vehicle.Stage.UNKNOWN;
    }
    Vehicle.Stage stage = map.vehicle().stage(name -> readings.get(map.position(name)).code());
    return stage == Vehicle.Stage.UNAUTHORISED && !vacancyShown ? Vehicle.Stage.ABSENT : stage;
  }

  private Optional<StopCause> stopCause(List<Reading> readings) {
    if (stopCause < 0 || readings.get(stopCause).code().isEmpty()) {
      return Optional.empty();
    }
    long code = readings.get(stopCause).code().getAsLong();
    Point point = map.points().get(stopCause);
    return Optional.of(new StopCause(code, point.label(code).orElse("unknown_" + code)));
  }
}
