package io.ampwire.demo;

import io.ampwire.map.LifebitRule;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.SetPointRule;
import io.ampwire.map.WordOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Simulated charger for any register map. It answers the map's registers with consistent values,
 * refuses what the map says the device refuses, and falls back when its keep-alive stops. It shows
 * that a map and the bridge fit together, but proves nothing about the real device. Time passes
 * only in {@link #tick}. Safe for several threads.
 */
public final class MapDevice implements RegisterDevice {
  private static final double STEP = 0.1;

  private final RegisterMap map;
  private final MapRegisters registers;
  private final MapControl control;
  private final MapPointValues pointValues;
  private final Meter meter;
  private final VehicleStay session = new VehicleStay();
  private final Map<String, Double> kept = new HashMap<>();
  private final AtomicBoolean traffic = new AtomicBoolean();
  private double owed;

  /** Creates a three-phase device with the word order of the map. */
  public MapDevice(RegisterMap map) {
    this(map, map.link().order());
  }

  /**
   * @param order word order, whatever the map says
   */
  public MapDevice(RegisterMap map, WordOrder order) {
    this.map = map;
    this.registers = new MapRegisters(map, order);
    this.control = new MapControl(map);
    this.meter = new Meter(3, new Random(map.id().hashCode()));
    this.pointValues = new MapPointValues(map, registers);
    map.failSafe().points().forEach(name -> kept.put(name, 8.0));
    show();
  }

  public RegisterMap map() {
    return map;
  }

  /** Unit ids that the device answers. */
  public Set<Integer> units() {
    Set<Integer> units = new HashSet<>();
    units.add(map.link().unit());
    map.points().forEach(point -> point.unitId().ifPresent(units::add));
    return units;
  }

  /** Advances the time in steps of a tenth of a second; a remainder counts in the next call. */
  public synchronized void tick(Duration time) {
    owed += time.toNanos() / 1e9;
    while (owed >= STEP - 1e-9) {
      owed -= STEP;
      step();
    }
    show();
  }

  private void step() {
    if (traffic.getAndSet(false)) {
      control.traffic();
    }
    control.advance(STEP);
    int limit = (int) limit();
    double amps = session.wants(limit);
    session.advance(STEP, limit, amps, meter.advance(STEP, amps));
  }

  /** Plugs a car in and authorises it. */
  public synchronized void charge(Car car) {
    session.plug(car);
    session.authorise();
  }

  public synchronized void unplug() {
    session.unplug();
  }

  @Override
  public boolean hasBits() {
    return map.points().stream().anyMatch(Point::isBit);
  }

  @Override
  public RegisterImage image() {
    return image(map.link().unit(), map.link().readFunction());
  }

  @Override
  public RegisterImage image(int unit, int function) {
    return registers.space(unit, function);
  }

  @Override
  public RequestStatus read(int unit, int function, int first, int count) {
    traffic.set(true);
    if (count > map.link().maxRegisters()) {
      return RequestStatus.ILLEGAL_VALUE;
    }
    boolean whole =
        map.points().stream().anyMatch(p -> p.address() == first && p.registers() == count);
    boolean answered = image(unit, function).answers(first, count);
    return answered && (whole || map.link().blockReads())
        ? RequestStatus.SERVED
        : RequestStatus.ILLEGAL_ADDRESS;
  }

  @Override
  public RequestStatus write(int first, int[] values) {
    return write(map.link().unit(), map.link().writeFunction(), first, values);
  }

  @Override
  public synchronized RequestStatus write(int unit, int function, int first, int[] values) {
    traffic.set(true);
    Point point =
        map.points().stream()
            .filter(p -> p.writable() && p.address() == first && p.registers() == values.length)
            .filter(p -> p.unitId().orElse(map.link().unit()) == unit)
            .findFirst()
            .orElse(null);
    if (point == null) {
      return RequestStatus.ILLEGAL_ADDRESS;
    }
    if (point.writeFunction() != function) {
      return RequestStatus.ILLEGAL_FUNCTION;
    }
    double value = registers.written(point, values);
    if (point
        .write()
        .filter(rule -> !rule.allows(point.decimal(value), OptionalLong.empty()))
        .isPresent()) {
      return RequestStatus.ILLEGAL_VALUE;
    }
    take(point, value);
    show();
    return RequestStatus.SERVED;
  }

  private void take(Point point, double value) {
    kept.put(point.name(), value);
    if (map.setPoint().map(SetPointRule::point).filter(point.name()::equals).isPresent()) {
      control.set(value);
    } else if (map.lifebit().map(LifebitRule::point).filter(point.name()::equals).isPresent()) {
      control.beat(value);
    }
  }

  private void show() {
    registers.together(() -> pointValues.show(meter, session, control, limit(), kept));
  }

  /** The limit in force, A. */
  public synchronized double limit() {
    double fallback =
        map.failSafe().points().stream().mapToDouble(kept::get).min().orElse(control.setPoint());
    return control.controlled() ? control.setPoint() : fallback;
  }

  /** The last set point, A. */
  public synchronized double setPoint() {
    return control.setPoint();
  }

  /** Whether the keep-alive is active, so that the set point is in force. */
  public synchronized boolean controlled() {
    return control.controlled();
  }

  /** Whether the keep-alive has stopped and no set point was written since. */
  public synchronized boolean fellBack() {
    return control.fellBack();
  }

  /** Keep-alive timeout, s. */
  public synchronized double patience() {
    return control.timeout();
  }
}
