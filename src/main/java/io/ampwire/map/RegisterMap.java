package io.ampwire.map;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Register map of a kind of charger. The bridge knows a device only through its map; no device is
 * known to the code.
 *
 * @param digest SHA-256, hex, over the meaning of the map; prose and sources do not count
 */
public record RegisterMap(
    MapHead head,
    LinkSettings link,
    IdentityRule identity,
    ControlRules control,
    Vehicle vehicle,
    List<PhysicsLaw> physics,
    List<Point> points,
    String digest) {

  public RegisterMap {
    physics = List.copyOf(physics);
    points = new PointList(points);
  }

  /**
   * Hashes the digest only, because equal maps have equal digests and hashing every point is far
   * slower.
   */
  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  /** Returns the same map with its digest. */
  public RegisterMap withDigest(String computed) {
    return new RegisterMap(head, link, identity, control, vehicle, physics, points, computed);
  }

  /** Number of connectors that the map describes. */
  public int connectorCount() {
    return link.connectors().count();
  }

  /**
   * Returns the map of one connector: its unit, and its registers where they are apart.
   *
   * @param number from 1 to {@link #connectorCount()}
   */
  public RegisterMap connector(int number) {
    if (number == 1) {
      return this;
    }
    int shift = link.connectors().shift(number);
    List<Point> moved = points.stream().map(point -> point.moved(shift)).toList();
    return new RegisterMap(
        head, link.connector(number), identity, control, vehicle, physics, moved, digest);
  }

  public String id() {
    return head.id();
  }

  public String title() {
    return head.title();
  }

  /** The maker; empty if chargers of several makers use this map. */
  public Optional<String> manufacturer() {
    return head.manufacturer();
  }

  public int revision() {
    return head.revision();
  }

  /** The maker's document that the map is based on; empty text if none is named. */
  public String document() {
    return head.document();
  }

  public String licence() {
    return head.licence();
  }

  public List<Source> sources() {
    return head.sources();
  }

  public List<String> notes() {
    return head.notes();
  }

  public Optional<LifebitRule> lifebit() {
    return control.lifebit();
  }

  public FailSafe failSafe() {
    return control.failSafe();
  }

  public Optional<SetPointRule> setPoint() {
    return control.setPoint();
  }

  public ControlSequences sequences() {
    return control.sequences();
  }

  /** The switch between one and three phases, if the map describes it. */
  public Optional<PhaseSwitch> phases() {
    return control.phases();
  }

  /** Returns the point of that name. */
  public Optional<Point> point(String name) {
    int position = position(name);
    return position < 0 ? Optional.empty() : Optional.of(points.get(position));
  }

  /** Position of a point in {@link #points()}, -1 for an unknown name. */
  public int position(String name) {
    return ((PointList) points).position(name);
  }

  /**
   * What a room derives from this map alone, such as the positions of the points that it needs. It
   * is made once and shared by all chargers of the map, so it must not change. May be called from
   * any thread.
   *
   * @param kind type of what is derived; one value of each type is kept
   */
  public <T> T derived(Class<T> kind, Function<RegisterMap, T> make) {
    Map<Class<?>, Object> known = ((PointList) points).derived();
    Object value = known.get(kind);
    if (value == null) {
      T made = make.apply(this);
      value = known.putIfAbsent(kind, made);
      value = value == null ? made : value;
    }
    return kind.cast(value);
  }

  /**
   * Returns an equal value that a charger of this map passed before, so that the chargers share one
   * instance of what is the same for many of them. It is bounded: a fleet with more different
   * values than {@value PointList#MOST_SHARED} shares fewer. May be called from any thread.
   */
  public <T> T shared(T value) {
    Map<Object, Object> shared = ((PointList) points).shared();
    @SuppressWarnings("unchecked")
    T known = (T) shared.get(value);
    if (known != null) {
      return known;
    }
    if (shared.size() >= PointList.MOST_SHARED) {
      shared.clear();
    }
    shared.put(value, value);
    return value;
  }

  /** Every law that the readings of one poll can be checked against, one by one. */
  public List<PhysicsLaw.PollLaw> laws() {
    return physics.stream().flatMap(relation -> relation.laws().stream()).toList();
  }

  /** The first law about the total power, if the map has one. */
  public Optional<PhysicsLaw.Power> powerLaw() {
    return physics.stream().flatMap(relation -> relation.power().stream()).findFirst();
  }

  /** Points that count seconds while the device charges. */
  public List<String> clocks() {
    return physics.stream().flatMap(relation -> relation.clocks().stream()).toList();
  }

  /** The point that limits the current, if the device has one. */
  public Optional<Point> setPointPoint() {
    return setPoint().flatMap(rule -> point(rule.point()));
  }
}
