package io.ampwire.map;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.concurrent.ConcurrentHashMap;

/** Immutable points of a map, with the position of each by name. */
final class PointList extends AbstractList<Point> implements RandomAccess {
  static final int MOST_SHARED = 256;

  private final Point[] points;
  private final Map<String, Integer> positions = new HashMap<>();

  /** See {@link RegisterMap#derived}. */
  private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

  /** See {@link RegisterMap#shared}. */
  private final Map<Object, Object> shared = new ConcurrentHashMap<>();

  PointList(List<Point> points) {
    this.points = points.toArray(Point[]::new);
    for (int i = 0; i < this.points.length; i++) {
      positions.putIfAbsent(this.points[i].name(), i);
    }
  }

  /** Position of the point of that name; -1 if there is none. */
  int position(String name) {
    return positions.getOrDefault(name, -1);
  }

  Map<Class<?>, Object> derived() {
    return derived;
  }

  Map<Object, Object> shared() {
    return shared;
  }

  @Override
  public Point get(int position) {
    return points[position];
  }

  @Override
  public int size() {
    return points.length;
  }
}
