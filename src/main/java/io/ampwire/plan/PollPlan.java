package io.ampwire.plan;

import io.ampwire.map.Cadence;
import io.ampwire.map.Point;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reads of one charger, cycle by cycle: which points are due is a question of their cadence,
 * and each set of due points is planned once. Only the few points with a cadence of their own are
 * looked at in each cycle. Refused spans stay split until {@link #renew()}.
 */
public final class PollPlan {
  private final PollPlanner planner;
  private final List<Point> points;
  private final List<Point> paced;
  private final Map<BitSet, List<ReadSpan>> planned = new HashMap<>();
  private final BitSet read = new BitSet();
  private final long[] lastRead;
  private long cycle;

  public PollPlan(PollPlanner planner, List<Point> points) {
    this.planner = planner;
    this.points = points.stream().filter(Point::readable).toList();
    this.paced = this.points.stream().filter(PollPlan::isPaced).toList();
    this.lastRead = new long[paced.size()];
  }

  /** Begin anew after a connect: identity is due again and every span is tried whole. */
  public void renew() {
    planned.clear();
    read.clear();
  }

  /**
   * The reads that are due.
   *
   * @param now monotonic time, ns; two cycles that are a whole cadence apart up to 1/20 count as
   *     due
   */
  public List<ReadSpan> due(long now) {
    cycle = now;
    BitSet due = new BitSet();
    for (int i = 0; i < lastRead.length; i++) {
      due.set(i, isDue(i, now));
    }
    return planned.computeIfAbsent(due, this::plan);
  }

  private List<ReadSpan> plan(BitSet due) {
    return planner.plan(
        points.stream().filter(p -> !isPaced(p) || due.get(paced.indexOf(p))).toList());
  }

  /** The span was read in the cycle that began last; until then its points stay due. */
  public void answered(ReadSpan span) {
    for (int i = 0; i < lastRead.length; i++) {
      Point point = paced.get(i);
      if (span.covers(point) && span.points().contains(point)) {
        read.set(i);
        lastRead[i] = cycle;
      }
    }
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

  private boolean isDue(int paced, long now) {
    if (!read.get(paced)) {
      return true;
    }
    if (this.paced.get(paced).cadence() instanceof Cadence.Slow slow) {
      long every = slow.every().toNanos();
      return now - lastRead[paced] >= every - every / 20;
    }
    return false;
  }

  private static boolean isPaced(Point point) {
    return !(point.cadence() instanceof Cadence.EveryPoll);
  }
}
