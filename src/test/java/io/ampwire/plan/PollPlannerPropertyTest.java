package io.ampwire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.Cadence;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.Point;
import io.ampwire.map.Points;
import io.ampwire.map.ReadLimits;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The planner against random devices; the seed of a failure is in its message. */
class PollPlannerPropertyTest {
  private static final int DEVICES = 1500;
  private static final List<ValueType> TYPES =
      List.of(ValueType.U16, ValueType.F32, ValueType.U64, ValueType.ASCII);

  private final long seed = Long.getLong("ampwire.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** FAULTS D06. */
  @Test
  void any_device_is_covered_once_legally_and_with_the_fewest_reads() {
    System.out.println("planner: -Dampwire.test.seed=" + seed);
    for (int i = 0; i < DEVICES; i++) {
      List<Point> points = points();
      LinkSettings link = link(points);
      List<Point> shuffled = new ArrayList<>(points);
      Collections.shuffle(shuffled, random);
      List<ReadSpan> spans = new PollPlanner(link, 255).plan(shuffled);
      String device = "seed %d, device %d: %s".formatted(seed, i, spans);
      assertThat(spans.stream().flatMap(s -> s.points().stream()))
          .as(device)
          .containsExactlyInAnyOrderElementsOf(points);
      spans.forEach(span -> legal(span, link, device));
      assertThat(spans).as(device).hasSize(fewest(points, link));
    }
  }

  /** FAULTS D06. */
  @Test
  void splitting_ends_at_single_points_and_loses_none() {
    System.out.println("splitting: -Dampwire.test.seed=" + seed);
    for (int i = 0; i < 200; i++) {
      List<Point> points = points();
      PollPlanner planner = new PollPlanner(link(points), 255);
      List<ReadSpan> open = new ArrayList<>(planner.plan(points));
      List<Point> alone = new ArrayList<>();
      while (!open.isEmpty()) {
        ReadSpan span = open.remove(0);
        if (span.points().size() == 1) {
          alone.addAll(span.points());
        } else {
          open.addAll(planner.split(span));
        }
      }
      assertThat(alone).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(points);
    }
  }

  private static void legal(ReadSpan span, LinkSettings link, String device) {
    assertThat(span.count()).as(device).isBetween(1, link.maxRegisters());
    assertThat(span.points())
        .as(device)
        .allMatch(p -> p.address() >= span.start() && p.end() <= span.end())
        .allMatch(p -> p.readFunction() == span.function())
        .allMatch(p -> p.unitId().orElse(255) == span.unit());
    if (!link.blockReads()) {
      assertThat(span.points()).as(device).hasSize(1);
    }
    for (int register = span.start(); register < span.end(); register++) {
      int at = register;
      boolean mapped = span.points().stream().anyMatch(p -> p.address() <= at && at < p.end());
      boolean readable = link.windows().stream().anyMatch(w -> w.covers(at, at + 1));
      assertThat(mapped || readable).as("%s, register %d", device, at).isTrue();
    }
  }

  /** The fewest reads by trying every way to cut each peer's points. */
  private static int fewest(List<Point> points, LinkSettings link) {
    Map<String, List<Point>> peers =
        points.stream()
            .sorted(Comparator.comparingInt(Point::address))
            .collect(Collectors.groupingBy(p -> p.unitId() + "/" + p.readFunction()));
    return peers.values().stream().mapToInt(peer -> fewestOfOne(peer, link)).sum();
  }

  private static int fewestOfOne(List<Point> points, LinkSettings link) {
    int[] fewest = new int[points.size() + 1];
    for (int end = 1; end <= points.size(); end++) {
      fewest[end] = Integer.MAX_VALUE;
      for (int from = 0; from < end; from++) {
        if (readable(points.subList(from, end), link)) {
          fewest[end] = Math.min(fewest[end], fewest[from] + 1);
        }
      }
    }
    return fewest[points.size()];
  }

  private static boolean readable(List<Point> points, LinkSettings link) {
    int length = points.get(points.size() - 1).end() - points.get(0).address();
    if (points.size() > 1 && !link.blockReads() || length > link.maxRegisters()) {
      return false;
    }
    for (int i = 1; i < points.size(); i++) {
      int from = points.get(i - 1).end();
      int to = points.get(i).address();
      if (from < to && link.windows().stream().noneMatch(w -> w.covers(from, to))) {
        return false;
      }
    }
    return true;
  }

  private List<Point> points() {
    List<Point> points = new ArrayList<>();
    int address = random.nextInt(50);
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      ValueType type = TYPES.get(random.nextInt(TYPES.size()));
      Optional<Integer> unit = random.nextInt(10) == 0 ? Optional.of(1) : Optional.empty();
      int function = random.nextInt(8) == 0 ? 4 : 3;
      Point point = Points.of("p" + i, address, type, Cadence.EVERY_POLL, function, unit);
      points.add(point);
      address = point.end() + (random.nextInt(3) > 0 ? 0 : random.nextInt(30));
    }
    return points;
  }

  /** Windows begin and end between points. */
  private LinkSettings link(List<Point> points) {
    List<LinkSettings.Window> windows = new ArrayList<>();
    for (int i = 0; i < points.size(); i += 1 + random.nextInt(6)) {
      int last = Math.min(points.size() - 1, i + random.nextInt(8));
      windows.add(
          new LinkSettings.Window(points.get(i).address(), points.get(last).end() - 1, 0xFFFF));
    }
    int most = random.nextInt(4) == 0 ? 10 : 10 + random.nextInt(116);
    boolean block = random.nextInt(10) > 0;
    return new LinkSettings(
        502,
        255,
        WordOrder.HIGH_WORD_FIRST,
        3,
        6,
        new ReadLimits(most, block, windows, java.time.Duration.ZERO),
        io.ampwire.map.Connectors.ONE,
        false);
  }
}
