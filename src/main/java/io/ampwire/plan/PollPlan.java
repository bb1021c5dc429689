package io.ampwire.plan;

import io.ampwire.map.Cadence;
import io.ampwire.map.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The reads of one charger, cycle by cycle: which points are due is a question of their cadence,
 * and each set of due points is planned once. Refused spans stay split until {@link #renew()}.
 */
public final class PollPlan {
  private final PollPlanner planner;
  private final List<Point> points;
  private final Map<Set<Integer>, List<ReadSpan>> planned = new HashMap<>();
  private final Map<String, Long> lastRead = new HashMap<>();
  private long cycle;

  public PollPlan(PollPlanner planner, List<Point> points) {
    this.planner = planner;
    this.points = points.stream().filter(Point::readable).toList();
  }

  /** Begin anew after a connect: identity is due again and every span is tried whole. */
  public void renew() {
    planned.clear();
    lastRead.clear();
  }

  /**
   * The reads that are due.
   *
   * @param now monotonic time, ns; two cycles that are a whole cadence apart up to 1/20 count as
   *     due
   */
  public List<ReadSpan> due(long now) {
    Set<Integer> due = new TreeSet<>();
    for (int i = 0; i < points.size(); i++) {
      if (isDue(i, now)) {
        due.add(i);
      }
    }
    cycle = now;
    return planned.computeIfAbsent(
        due, set -> planner.plan(set.stream().map(points::get).toList()));
  }

  /** The span was read in the cycle that began last; until then its points stay due. */
  public void answered(ReadSpan span) {
    span.points().forEach(point -> lastRead.put(point.name(), cycle));
  }

  /** Puts the halves of a refused span in its place, in every plan that has it. */
  public List<ReadSpan> split(ReadSpan refused) {
    List<ReadSpan> halves = planner.split(refused);
    replace(refused, halves);
    return halves;
  }

  /** Leaves a span out until {@link #renew()}: its only point is not there on this device. */
  public void drop(ReadSpan refused) {
    replace(refused, List.of());
    answered(refused);
  }

  private void replace(ReadSpan old, List<ReadSpan> instead) {
    planned.replaceAll(
        (due, spans) -> {
          List<ReadSpan> next = new ArrayList<>();
          spans.forEach(span -> next.addAll(span.equals(old) ? instead : List.of(span)));
          return List.copyOf(next);
        });
  }

  private boolean isDue(int index, long now) {
    Cadence cadence = points.get(index).cadence();
    Long last = lastRead.get(points.get(index).name());
    if (last == null || cadence instanceof Cadence.EveryPoll) {
      return true;
    }
    if (cadence instanceof Cadence.Slow slow) {
      long every = slow.every().toNanos();
      return now - last >= every - every / 20;
    }
    return false;
  }
}
