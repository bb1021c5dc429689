package io.ampwire.sparkplug;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.decode.Reading;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Charger as a Sparkplug device: its metrics and their newest values. Confined to the edge node's
 * scheduler.
 */
final class Device {
  private final ChargerId id;
  private Optional<RegisterMap> map = Optional.empty();
  private Set<String> rescaled = Set.of();
  private List<PointMetric> metrics = List.of();
  private MetricValue[] values = new MetricValue[0];
  private List<Metric> first = List.of();
  private long timestamp;
  private boolean online;

  /** Metrics that a poll changed. */
  record Change(boolean layout, List<Metric> metrics) {
    static final Change NONE = new Change(false, List.of());
  }

  Device(ChargerId id) {
    this.id = id;
  }

  ChargerId id() {
    return id;
  }

  /** Whether the charger answers and its metrics are known. */
  boolean online() {
    return online && map.isPresent();
  }

  void online(boolean answers) {
    online = answers;
  }

  /** Takes a poll; returns what it changed. */
  Change observe(ChargerSnapshot poll, Set<String> scales) {
    boolean layout = map.isEmpty() || map.get() != poll.map() || !rescaled.equals(scales);
    if (layout) {
      layOut(poll.map(), scales);
    }
    timestamp = poll.ts();
    List<Metric> changed = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      PointMetric metric = metrics.get(i);
      MetricValue value = metric.value(reading(poll, metric.position()));
      if (layout || !value.equals(values[i])) {
        changed.add(metric.data(values[i], value, timestamp));
        values[i] = value;
      }
    }
    return new Change(layout, changed);
  }

  private void layOut(RegisterMap newMap, Set<String> scales) {
    map = Optional.of(newMap);
    rescaled = Set.copyOf(scales);
    List<PointMetric> all = new ArrayList<>();
    List<Point> points = newMap.points();
    for (int i = 0; i < points.size(); i++) {
      if (ChargerSnapshot.inState(points.get(i))) {
        all.add(PointMetric.of(points.get(i), i, rescaled.contains(points.get(i).name())));
      }
    }
    metrics = List.copyOf(all);
    values = new MetricValue[metrics.size()];
    Arrays.fill(values, MetricValue.NULL);
  }

  private static Reading reading(ChargerSnapshot poll, int position) {
    return position < poll.readings().size() ? poll.readings().get(position) : Reading.NOT_READ;
  }

  /**
   * Records a change that cannot be published now. The first values of a charger wait until others
   * follow, because the next birth certificate contains them.
   */
  void keep(Change change, Consumer<History.Entry> history) {
    if (change.layout()) {
      first = change.metrics();
    } else if (!change.metrics().isEmpty()) {
      if (!first.isEmpty()) {
        history.accept(History.Entry.of(id, first));
        first = List.of();
      }
      history.accept(History.Entry.of(id, change.metrics()));
    }
  }

  /** Every metric with its newest value, for a birth certificate. */
  List<Metric> birth() {
    first = List.of();
    List<Metric> all = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      all.add(metrics.get(i).born(values[i], timestamp));
    }
    return all;
  }

  /** The definition of a metric; empty if the charger has none with this name. */
  Optional<PointMetric> metric(String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /**
   * The metric after a command.
   *
   * @param readback what the charger read back; empty for the newest value that is known
   */
  Optional<Metric> after(String name, Optional<Reading> readback, long now) {
    for (int i = 0; i < values.length; i++) {
      PointMetric metric = metrics.get(i);
      if (metric.name().equals(name)) {
        MetricValue before = values[i];
        values[i] = readback.map(metric::value).orElse(before);
        return Optional.of(metric.data(before, values[i], readback.isPresent() ? now : timestamp));
      }
    }
    return Optional.empty();
  }
}
