package io.ampwire.plan;

import io.ampwire.map.LinkSettings;
import io.ampwire.map.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Planner of the fewest reads that cover some points. A point is never split, a gap is bridged only
 * inside one readable window, and no read is longer than the device allows. Going from the lowest
 * address and taking as much as fits is optimal, because a read that starts later never reaches
 * less far.
 */
public final class PollPlanner {
  private static final Comparator<Point> WIRE_ORDER =
      Comparator.<Point>comparingInt(p -> p.unitId().orElse(-1))
          .thenComparingInt(Point::readFunction)
          .thenComparingInt(Point::address);

  private final LinkSettings link;
  private final int unit;

  /**
   * @param link what the device lets a master ask
   * @param unit Modbus unit of the charger; points with a unit of their own keep it
   */
  public PollPlanner(LinkSettings link, int unit) {
    this.link = link;
    this.unit = unit;
  }

  /** Spans in order of unit, function and address; empty for no points. */
  public List<ReadSpan> plan(Collection<Point> points) {
    return plan(points, Set.of());
  }

  /**
   * As above.
   *
   * @param cuts points with which a span begins
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

  /** The two halves of a span that the device refused; a span of one point has no halves. */
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
    boolean bridged = last.end() >= next.address() || inOneWindow(last.end(), next.address());
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

  /** Devices refuse unmapped addresses, so the span is split at its widest gap. */
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
