package io.ampwire.plan;

import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Poll plan of one charger: the reads that are due in each cycle. The cadence of a point decides
 * when it is due; each set of due points is planned once. The plan also learns what the device
 * cannot answer. It splits a span that the device refuses until the refused point stands alone. If
 * the device stays silent or closes the connection at a span twice, the plan halves that span in
 * the same way. It sends one such probe per cycle, after all other reads. It retries a point that
 * is left out after a minute, then less and less often.
 */
public final class PollPlan {
  private static final long FIRST_RETRY = Duration.ofMinutes(1).toNanos();

  /** Bound of kept plans; a device that answers irregularly makes another set of points due. */
  private static final int MOST_PLANS = 64;

  private static final long NEVER = Long.MIN_VALUE;

  private static final long LAST_RETRY = Duration.ofHours(1).toNanos();

  private final PollPlanner planner;
  private final List<Point> points;
  private final List<Point> paced;

  /** Plans for a device that answers everything, by what is due. */
  private final Map<BitSet, List<ReadSpan>> ordinary;

  /** Plans of this charger while it does not. */
  private Map<BitSet, List<ReadSpan>> planned = Map.of();

  /** Times at which the paced points were read; {@link #NEVER} for one that is due. */
  private final long[] lastRead;

  // Most devices answer everything, so these collections are immutable and replaced on a change.
  private Set<Point> refusedCuts = Set.of();
  private Set<Point> silentCuts = Set.of();
  private List<List<Point>> suspects = List.of();
  private Map<Point, LeftOut> leftOut = Map.of();
  private List<Point> failedOnce = List.of();
  private long cycle;

  /**
   * Point that is left out.
   *
   * @param due time of its next retry, monotonic, ns
   * @param pause time between its previous two attempts, ns
   * @param silent whether the device stayed silent or closed the connection, rather than refused
   */
  private record LeftOut(long due, long pause, boolean silent) {}

  /** What the plans of all chargers with the same map and Modbus unit share. */
  private record Shared(
      PollPlanner planner,
      List<Point> points,
      List<Point> paced,
      Map<BitSet, List<ReadSpan>> ordinary) {
    private static Shared of(PollPlanner planner, List<Point> all) {
      List<Point> points = all.stream().filter(Point::readable).toList();
      return new Shared(
          planner,
          points,
          points.stream().filter(PollPlan::isPaced).toList(),
          new ConcurrentHashMap<>());
    }
  }

  /** What the plans of a map share. */
  private record SharedPlans(Map<Key, Shared> plans) {}

  private record Key(int unit, boolean tags) {}

  public PollPlan(PollPlanner planner, List<Point> points) {
    this(Shared.of(planner, points));
  }

  private PollPlan(Shared shared) {
    this.planner = shared.planner();
    this.points = shared.points();
    this.paced = shared.paced();
    this.ordinary = shared.ordinary();
    this.lastRead = new long[paced.size()];
    Arrays.fill(lastRead, NEVER);
  }

  /**
   * Returns the plan of a charger; it shares what is the same for all chargers of the map.
   *
   * @param unit Modbus unit of the charger
   * @param tags whether identifiers of persons' cards are read
   */
  public static PollPlan of(RegisterMap map, int unit, boolean tags) {
    return new PollPlan(
        map.derived(SharedPlans.class, same -> new SharedPlans(new ConcurrentHashMap<>()))
            .plans()
            .computeIfAbsent(new Key(unit, tags), key -> shared(map, key)));
  }

  private static Shared shared(RegisterMap map, Key key) {
    List<Point> points =
        map.points().stream().filter(point -> key.tags() || !point.isTag()).toList();
    return Shared.of(new PollPlanner(map.link(), key.unit()), points);
  }

  /**
   * Handles a lost connection: identity and slow points are due again, and refused spans are tried
   * whole. Points at which the device was silent stay apart, because reading them may have closed
   * the connection.
   */
  public void renew() {
    Arrays.fill(lastRead, NEVER);
    refusedCuts = Set.of();
    leftOut(all -> all.values().removeIf(point -> !point.silent));
    planned = Map.of();
  }

  /**
   * Handles a device that was away and may have been replaced: points at which it was silent are
   * retried now.
   */
  public void forget() {
    renew();
    silentCuts = Set.of();
    suspects = List.of();
    failedOnce = List.of();
    leftOut(all -> all.replaceAll((point, known) -> new LeftOut(cycle, FIRST_RETRY, true)));
    planned = Map.of();
  }

  /**
   * Returns the reads that are due, without {@link #probe()}.
   *
   * @param now monotonic time, ns; a point is due up to 1/20 of its cadence early
   */
  public List<ReadSpan> due(long now) {
    cycle = now;
    BitSet due = new BitSet();
    for (int i = 0; i < lastRead.length; i++) {
      due.set(i, isDue(i, now));
    }
    if (!answersEverything() && planned.isEmpty()) {
      planned = new HashMap<>();
    }
    Map<BitSet, List<ReadSpan>> plans = answersEverything() ? ordinary : planned;
    List<ReadSpan> known = plans.get(due);
    if (known == null) {
      if (plans.size() >= MOST_PLANS) {
        plans.clear();
      }
      known = plans.computeIfAbsent(due, this::plan);
    }
    return known;
  }

  /**
   * Returns one read that may stay unanswered, to be made last in this cycle; empty if there is
   * none.
   */
  public Optional<ReadSpan> probe() {
    if (!suspects.isEmpty()) {
      return Optional.of(planner.plan(suspects.get(0)).get(0));
    }
    if (leftOut.isEmpty()) {
      return Optional.empty();
    }
    return leftOut.entrySet().stream()
        .filter(entry -> cycle - entry.getValue().due >= 0)
        .findFirst()
        .map(entry -> planner.plan(List.of(entry.getKey())).get(0));
  }

  /** Whether the plan knows of nothing that the device cannot answer. */
  private boolean answersEverything() {
    return leftOut.isEmpty()
        && suspects.isEmpty()
        && refusedCuts.isEmpty()
        && silentCuts.isEmpty()
        && failedOnce.isEmpty();
  }

  private List<ReadSpan> plan(BitSet due) {
    Set<Point> suspected = new HashSet<>();
    suspects.forEach(suspected::addAll);
    List<Point> wanted =
        points.stream()
            .filter(p -> !isPaced(p) || due.get(paced.indexOf(p)))
            .filter(p -> !leftOut.containsKey(p) && !suspected.contains(p))
            .toList();
    Set<Point> cuts = new HashSet<>(refusedCuts);
    cuts.addAll(silentCuts);
    List<ReadSpan> spans = new ArrayList<>(planner.plan(wanted, cuts));
    // The span that failed last time is read last, so that it does not hide the others.
    List<ReadSpan> failed =
        spans.stream().filter(span -> span.points().equals(failedOnce)).toList();
    spans.removeAll(failed);
    spans.addAll(failed);
    return List.copyOf(spans);
  }

  /**
   * Records that the span was read in the current cycle.
   *
   * @return its points that were left out until now
   */
  public List<Point> answered(ReadSpan span) {
    markRead(span);
    if (span.points().equals(failedOnce)) {
      failedOnce = List.of();
      planned = Map.of();
    }
    if (unsuspect(span)) {
      cut(span);
    }
    if (leftOut.isEmpty()) {
      return List.of();
    }
    List<Point> back = span.points().stream().filter(leftOut::containsKey).toList();
    if (!back.isEmpty()) {
      leftOut(all -> all.keySet().removeAll(Set.copyOf(back)));
      refusedCuts = Set.of();
      planned = Map.of();
    }
    return back;
  }

  private void markRead(ReadSpan span) {
    for (int i = 0; i < lastRead.length; i++) {
      Point point = paced.get(i);
      if (span.covers(point) && span.points().contains(point)) {
        lastRead[i] = cycle;
      }
    }
  }

  /** Handles a refused span: its two halves replace it. */
  public List<ReadSpan> split(ReadSpan refused) {
    List<ReadSpan> halves = planner.split(refused);
    halves.forEach(half -> refusedCuts = with(refusedCuts, half.points().get(0)));
    planned = Map.of();
    return halves;
  }

  /** Handles a refused span of a single point, which is left out for a while. */
  public void drop(ReadSpan refused) {
    leaveOut(refused, false);
  }

  private void leaveOut(ReadSpan span, boolean silent) {
    for (Point point : span.points()) {
      LeftOut before = leftOut.get(point);
      long pause = before == null ? FIRST_RETRY : Math.min(LAST_RETRY, 2 * before.pause);
      leftOut(all -> all.put(point, new LeftOut(cycle + pause, pause, silent)));
    }
    planned = Map.of();
  }

  /**
   * Handles silence or a closed connection at this span, after other reads of the same cycle were
   * answered.
   *
   * @return points that are left out because of it; empty while the span is being narrowed down
   */
  public List<Point> unanswered(ReadSpan span) {
    if (unsuspect(span)) {
      return narrow(span);
    }
    if (leftOut.containsKey(span.points().get(0))) {
      leaveOut(span, true);
    } else if (span.points().equals(failedOnce)) {
      failedOnce = List.of();
      cut(span);
      suspects = Stream.concat(suspects.stream(), Stream.of(span.points())).toList();
    } else {
      failedOnce = span.points();
    }
    planned = Map.of();
    return List.of();
  }

  private List<Point> narrow(ReadSpan span) {
    if (span.points().size() == 1) {
      leaveOut(span, true);
      return span.points();
    }
    List<ReadSpan> halves = planner.split(span);
    suspects = Stream.concat(halves.stream().map(ReadSpan::points), suspects.stream()).toList();
    planned = Map.of();
    return List.of();
  }

  /** Prevents reads across the borders of this span. */
  private void cut(ReadSpan span) {
    silentCuts = with(silentCuts, span.points().get(0));
    points.stream()
        .filter(p -> p.readFunction() == span.function() && p.address() >= span.end())
        .min((one, other) -> Integer.compare(one.address(), other.address()))
        .ifPresent(point -> silentCuts = with(silentCuts, point));
    planned = Map.of();
  }

  /**
   * Handles a failure at this span before any answer in the cycle: the span is read last next time.
   */
  public void failedFirst(ReadSpan span) {
    if (!span.points().equals(failedOnce)) {
      failedOnce = span.points();
      planned = Map.of();
    }
  }

  /** Handles a cycle in which the device refused every read, so that its splits are discarded. */
  public void rejoin() {
    refusedCuts = Set.of();
    planned = Map.of();
  }

  /** Whether the point is left out because the device cannot answer it. */
  public boolean leavesOut(Point point) {
    return leftOut.containsKey(point);
  }

  /** Whether the points of the span are probed or left out, instead of read in each cycle. */
  public boolean suspects(ReadSpan span) {
    return span.points().stream()
        .allMatch(
            point ->
                leftOut.containsKey(point)
                    || suspects.stream().anyMatch(group -> group.contains(point)));
  }

  private boolean isDue(int paced, long now) {
    return lastRead[paced] == NEVER || this.paced.get(paced).cadence().due(now - lastRead[paced]);
  }

  /** Whether the span was suspected; it is not any more. */
  private boolean unsuspect(ReadSpan span) {
    if (suspects.isEmpty()) {
      return false;
    }
    int before = suspects.size();
    suspects = suspects.stream().filter(group -> !group.equals(span.points())).toList();
    return suspects.size() < before;
  }

  private void leftOut(Consumer<Map<Point, LeftOut>> change) {
    Map<Point, LeftOut> changed = new LinkedHashMap<>(leftOut);
    change.accept(changed);
    leftOut = changed.isEmpty() ? Map.of() : changed;
  }

  private static Set<Point> with(Set<Point> points, Point another) {
    return Stream.concat(points.stream(), Stream.of(another)).collect(Collectors.toSet());
  }

  private static boolean isPaced(Point point) {
    return point.cadence().skipsPolls();
  }
}
