package io.ampwire.map;

import java.util.List;
import java.util.Optional;

/**
 * What a kind of charger is: everything the bridge knows of a device is in here, and nothing of it
 * in code.
 *
 * @param manufacturer empty where chargers of several makers speak this map
 * @param notes what a reader should know and no field can say: conflicts, doubts, settings
 * @param digest SHA-256, hex, over what the map means; prose and sources left out
 */
public record RegisterMap(
    String id,
    String title,
    Optional<String> manufacturer,
    int revision,
    String document,
    String licence,
    List<Source> sources,
    LinkSettings link,
    IdentityRule identity,
    Optional<LifebitRule> lifebit,
    FailSafe failSafe,
    Optional<SetPointRule> setPoint,
    Vehicle vehicle,
    List<Relation> physics,
    List<Point> points,
    List<String> notes,
    String digest) {

  public RegisterMap {
    sources = List.copyOf(sources);
    physics = List.copyOf(physics);
    points = new PointList(points);
    notes = List.copyOf(notes);
  }

  /** Maps that are equal mean the same; to look at every point of them would cost far more. */
  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  /** The same map with its digest. */
  public RegisterMap withDigest(String computed) {
    return new RegisterMap(
        id,
        title,
        manufacturer,
        revision,
        document,
        licence,
        sources,
        link,
        identity,
        lifebit,
        failSafe,
        setPoint,
        vehicle,
        physics,
        points,
        notes,
        computed);
  }

  /** The point of that name. */
  public Optional<Point> point(String name) {
    int position = position(name);
    return position < 0 ? Optional.empty() : Optional.of(points.get(position));
  }

  /** Position of a point in {@link #points()}, -1 for an unknown name. */
  public int position(String name) {
    return ((PointList) points).position(name);
  }

  /** Every law that the readings of one poll can be checked against, one by one. */
  public List<Relation.Law> laws() {
    return physics.stream().flatMap(relation -> relation.laws().stream()).toList();
  }

  /** The first law about the total power, if the map has one. */
  public Optional<Relation.Power> powerLaw() {
    return physics.stream().flatMap(relation -> relation.power().stream()).findFirst();
  }

  /** Points that count seconds while the device charges. */
  public List<String> clocks() {
    return physics.stream().flatMap(relation -> relation.clocks().stream()).toList();
  }

  /** The point that limits the current, if the device has one. */
  public Optional<Point> setPointPoint() {
    return setPoint.flatMap(rule -> point(rule.point()));
  }
}
