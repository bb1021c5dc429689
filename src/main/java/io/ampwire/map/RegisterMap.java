package io.ampwire.map;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a kind of charger is: everything the bridge knows of a device is in here, and nothing of it
 * in code.
 *
 * @param notes what a reader should know and no field can say: conflicts, doubts, settings
 * @param digest SHA-256, hex, over what the map means; prose and sources left out
 */
public record RegisterMap(
    String id,
    String title,
    int revision,
    String document,
    String licence,
    List<Source> sources,
    Link link,
    Identity identity,
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
    points = List.copyOf(points);
    notes = List.copyOf(notes);
  }

  /** The same map with its digest. */
  public RegisterMap withDigest(String computed) {
    return new RegisterMap(
        id, title, revision, document, licence, sources, link, identity, lifebit, failSafe,
        setPoint, vehicle, physics, points, notes, computed);
  }

  /** The point of that name. */
  public Optional<Point> point(String name) {
    for (Point point : points) {
      if (point.name().equals(name)) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  /** Position of each point in {@link #points()} by name. */
  public Map<String, Integer> index() {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < points.size(); i++) {
      index.put(points.get(i).name(), i);
    }
    return index;
  }

  /** The point that limits the current, if the device has one. */
  public Optional<Point> setPointPoint() {
    return setPoint.flatMap(rule -> point(rule.point()));
  }
}
