package io.ampwire.plan;

import io.ampwire.map.LinkSettings;
import io.ampwire.map.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Planner of the fewest reads that cover a set of points. It never splits a point, bridges a gap
 * only inside one readable window, and makes no read longer than the device allows. It starts at
 * the lowest address and takes as much as fits. That is optimal, because a read that starts later
 * never ends earlier.
 */
public final class PollPlanner {
  private static final Comparator<Point> WIRE_ORDER =
      Comparator.<Point>comparingInt(p -> p.unitId().orElse(-1))
          .thenComparingInt(Point::readFunction)
          .thenComparingInt(Point::address);

  private final LinkSettings link;
  private final int unit;

  /**
   * @param link read limits of the device
   * @param unit Modbus unit of the charger; points with their own unit keep it
   */
  public PollPlanner(LinkSettings link, int unit) {
    this.link = link;
    this.unit = unit;
  }

  /** Returns the spans in order of unit, function and address; empty for no points. */
  public List<ReadSpan> plan(Collection<Point> points) {
    return plan(points, Set.of());
  }

  /**
   * Like the method above, with forced borders.
   *
   * @param cuts points at which a new span begins
   */
  List<ReadSpan> plan(Collection<Point> points, Set<Point> cuts) {
    List<Point> ordered = points.stream().sorted(WIRE_ORDER).toList();
    List<ReadSpan> spans = new ArrayList<>();
    List<Point> open = new ArrayList<>();
    for (Point point : ordered) {
      if (!open.isEmpty() && (cuts.contains(point) || !joins(open, point))) {
        spans.add(span(open));
        open.clear();
      }
      open.add(point);
    }
    if (!open.isEmpty()) {
      spans.add(span(open));
    }
    return List.copyOf(spans);
  }

  /** Returns the two halves of a span that the device refused; empty for a span of one point. */
  public List<ReadSpan> split(ReadSpan refused) {
    List<Point> points = refused.points();
    int cut = widestGap(points);
    List<ReadSpan> halves = new ArrayList<>(plan(points.subList(0, cut)));
    halves.addAll(plan(points.subList(cut, points.size())));
    return halves;
  }

  private boolean joins(List<Point> open, Point next) {
    Point first = open.get(0);
    Point last = open.get(open.size() - 1);
    int end = Math.max(last.end(), next.end());
    boolean samePeer =
        first.unitId().equals(next.unitId()) && first.readFunction() == next.readFunction();
    boolean fits = end - first.address() <= link.maxRegisters();
    boolean adjacent = last.end() >= next.address();
    boolean bridged = adjacent || !next.isBit() && inOneWindow(last.end(), next.address());
    return link.blockReads() && samePeer && fits && bridged;
  }

  private boolean inOneWindow(int start, int end) {
    return link.windows().stream().anyMatch(window -> window.covers(start, end));
  }

  private ReadSpan span(List<Point> points) {
    Point first = points.get(0);
    int end = points.stream().mapToInt(Point::end).max().orElseThrow();
    return new ReadSpan(
        first.unitId().orElse(unit),
        first.readFunction(),
        first.address(),
        end - first.address(),
        points);
  }

  /** Splits the span at its widest gap, because devices refuse unmapped addresses. */
  private static int widestGap(List<Point> points) {
    int best = points.size() / 2;
    int widest = 0;
    for (int i = 1; i < points.size(); i++) {
      int gap = points.get(i).address() - points.get(i - 1).end();
      if (gap > widest) {
        widest = gap;
        best = i;
      }
    }
    return best;
  }
}
