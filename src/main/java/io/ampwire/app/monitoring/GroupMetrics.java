package io.ampwire.app.monitoring;

import io.ampwire.group.GroupState;
import io.ampwire.group.PhaseAmps;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gauges of the groups that share their limits: limit, measured and free current per phase, and
 * whether the safe current holds. A group that another process owns has no values. Thread-safe.
 */
@ApplicationScoped
public class GroupMetrics {
  private final MeterRegistry registry;
  private final Map<String, List<Meter>> gauges = new HashMap<>();

  GroupMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Registers the gauges of a group, once.
   *
   * @param state its last state; empty before its first
   */
  public synchronized void add(String group, Supplier<Optional<GroupState>> state) {
    if (gauges.containsKey(group)) {
      return;
    }
    List<Meter> added = new ArrayList<>();
    for (int phase = 0; phase < 3; phase++) {
      Tags tags = Tags.of("group", group, "phase", "L" + (phase + 1));
      added.add(amps(MetricNames.GROUP_LIMIT, tags, state, s -> s.limit().phases(), phase));
      added.add(amps(MetricNames.GROUP_MEASURED, tags, state, s -> s.load().measured(), phase));
      added.add(amps(MetricNames.GROUP_FREE, tags, state, s -> s.load().free(), phase));
    }
    added.add(
        Gauge.builder(
                MetricNames.GROUP_SAFE,
                () -> state.get().filter(s -> s.source().equals("safe")).isPresent() ? 1 : 0)
            .tags(Tags.of("group", group))
            .register(registry));
    gauges.put(group, added);
  }

  private Gauge amps(
      String name,
      Tags tags,
      Supplier<Optional<GroupState>> state,
      Function<GroupState, PhaseAmps> value,
      int phase) {
    return Gauge.builder(
            name, () -> state.get().map(value).map(amps -> amps.of(phase)).orElse(Double.NaN))
        .tags(tags)
        .register(registry);
  }

  /** Removes the gauges of a group. */
  public synchronized void remove(String group) {
    List<Meter> gone = gauges.remove(group);
    if (gone != null) {
      gone.forEach(registry::remove);
    }
  }
}
